<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AccountRow</name>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
</context>
<context>
    <name>AgentsPage</name>
    <message>
        <source>Serves these queues</source>
        <translation>服务以下队列</translation>
    </message>
    <message>
        <source>Skills, from 1 (a little) to 5 (very well)</source>
        <translation>技能，1（略懂）至 5（精通）</translation>
    </message>
    <message>
        <source>Another skill, such as mortgage</source>
        <translation>其他技能，例如 mortgage</translation>
    </message>
    <message>
        <source>Another skill</source>
        <translation>其他技能</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Saved. It counts at once.</source>
        <translation>已保存，立即生效。</translation>
    </message>
</context>
<context>
    <name>AlertsSection</name>
    <message>
        <source>Alerts</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Nothing to know before you speak</source>
        <translation>没有需要先知道的事</translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>unknown caller</source>
        <translation>未知来电</translation>
    </message>
    <message>
        <source>Call for you: {name}</source>
        <translation>有来电：{name}</translation>
    </message>
    <message>
        <source>The caller hung up before you answered.</source>
        <translation>您接听前，客户已挂断。</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>通话中</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保持中</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>话后处理</translation>
    </message>
    <message>
        <source>Line lost</source>
        <translation>线路断开</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>未就绪</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>{seconds} seconds left to answer</source>
        <translation>还有{seconds}秒可接听</translation>
    </message>
    <message>
        <source>On hold for {time}</source>
        <translation>已保持{time}</translation>
    </message>
</context>
<context>
    <name>CallBarView</name>
    <message>
        <source>Joining your line again</source>
        <translation>正在重新接通您的线路</translation>
    </message>
    <message>
        <source>Finish your notes and choose an outcome</source>
        <translation>写完记录并选择结果</translation>
    </message>
    <message>
        <source>Hears music</source>
        <translation>正在听音乐</translation>
    </message>
    <message>
        <source>Number verified</source>
        <translation>号码已验证</translation>
    </message>
    <message>
        <source>Number may be false</source>
        <translation>号码可能是假的</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>waited</source>
        <translation>等候</translation>
    </message>
    <message>
        <source>“{reason}”</source>
        <translation>“{reason}”</translation>
    </message>
    <message>
        <source>They see {number}</source>
        <translation>对方看到 {number}</translation>
    </message>
    <message>
        <source>A colleague</source>
        <translation>同事</translation>
    </message>
    <message>
        <source>Calls you</source>
        <translation>正在呼叫您</translation>
    </message>
    <message>
        <source>Talks with the customer, you hear music</source>
        <translation>正在与客户通话，您听到等候音乐</translation>
    </message>
    <message>
        <source>Colleague</source>
        <translation>同事</translation>
    </message>
    <message>
        <source>With {name}, the customer holds</source>
        <translation>与{name}通话，客户保持中</translation>
    </message>
    <message>
        <source>{name} waits and hears music</source>
        <translation>{name}在等候，听到等候音乐</translation>
    </message>
    <message>
        <source>Calling {name}</source>
        <translation>正在呼叫{name}</translation>
    </message>
    <message>
        <source>{name} did not answer</source>
        <translation>{name}没有接听</translation>
    </message>
    <message>
        <source>{name} declined</source>
        <translation>{name}拒接了</translation>
    </message>
    <message>
        <source>{name} could not be reached</source>
        <translation>无法接通{name}</translation>
    </message>
    <message>
        <source>{name} has hung up</source>
        <translation>{name}已挂断</translation>
    </message>
    <message>
        <source>The line was busy. Choose an outcome.</source>
        <translation>对方忙线。请选择结果。</translation>
    </message>
    <message>
        <source>Nobody answered. Choose an outcome.</source>
        <translation>无人接听。请选择结果。</translation>
    </message>
    <message>
        <source>They declined the call. Choose an outcome.</source>
        <translation>对方拒接。请选择结果。</translation>
    </message>
    <message>
        <source>The number could not be reached. Choose an outcome.</source>
        <translation>号码无法接通。请选择结果。</translation>
    </message>
    <message>
        <source>You hung up before anybody answered. Choose an outcome.</source>
        <translation>接通前您已挂断。请选择结果。</translation>
    </message>
    <message>
        <source>The telephone line failed. Choose an outcome.</source>
        <translation>电话线路故障。请选择结果。</translation>
    </message>
    <message>
        <source>No link, the call goes on</source>
        <translation>与服务器断开，通话继续</translation>
    </message>
    <message>
        <source>You are muted</source>
        <translation>您已静音</translation>
    </message>
    <message>
        <source>left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>No call</source>
        <translation>没有来电</translation>
    </message>
    <message>
        <source>Incoming</source>
        <translation>来电</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>接通中</translation>
    </message>
    <message>
        <source>Dialling</source>
        <translation>拨号中</translation>
    </message>
    <message>
        <source>Rings there</source>
        <translation>对方响铃</translation>
    </message>
    <message>
        <source>Consult</source>
        <translation>咨询同事</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>通话中</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保持中</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>话后处理</translation>
    </message>
    <message>
        <source>Line lost</source>
        <translation>线路断开</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Gold</source>
        <translation>金卡</translation>
    </message>
    <message>
        <source>Platinum</source>
        <translation>白金</translation>
    </message>
    <message>
        <source>Unknown number</source>
        <translation>未知号码</translation>
    </message>
    <message>
        <source>One of several customers</source>
        <translation>几位客户之一</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>未知来电</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>号码已隐藏</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Ready for {queues}</source>
        <translation>可接听{queues}</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Choose Ready to take calls</source>
        <translation>选择“就绪”开始接听</translation>
    </message>
</context>
<context>
    <name>CallButtons</name>
    <message>
        <source>Answer</source>
        <translation>接听</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>拒接</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Colleague</source>
        <translation>同事</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>取消静音</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>End consult</source>
        <translation>结束咨询</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>挂断</translation>
    </message>
    <message>
        <source>Not kept yet: {outcome}</source>
        <translation>尚未保存：{outcome}</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>None chosen yet</source>
        <translation>尚未选择</translation>
    </message>
    <message>
        <source>Waiting for the telephone system</source>
        <translation>正在等待电话系统</translation>
    </message>
    <message>
        <source>Another action is under way</source>
        <translation>另一个操作正在进行</translation>
    </message>
    <message>
        <source>No link to the server. The call goes on.</source>
        <translation>与服务器断开。通话继续。</translation>
    </message>
    <message>
        <source>Once the caller is connected</source>
        <translation>来电接通后可用</translation>
    </message>
    <message>
        <source>Once somebody answers</source>
        <translation>接通后可用</translation>
    </message>
    <message>
        <source>Once your line is back</source>
        <translation>您的线路恢复后可用</translation>
    </message>
    <message>
        <source>Not possible just now</source>
        <translation>现在不能使用</translation>
    </message>
</context>
<context>
    <name>CallerGoneView</name>
    <message>
        <source>Caller gone at {time}</source>
        <translation>客户于 {time} 挂断</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>未知来电者</translation>
    </message>
    <message>
        <source>waited {time}</source>
        <translation>等候 {time}</translation>
    </message>
    <message>
        <source>Call now</source>
        <translation>立即回电</translation>
    </message>
    <message>
        <source>Noting it</source>
        <translation>正在记录</translation>
    </message>
    <message>
        <source>Note: call back</source>
        <translation>记录：回电</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不用</translation>
    </message>
    <message>
        <source>They asked to be called back while they waited. It is noted.</source>
        <translation>客户等候时已要求回电，已有记录。</translation>
    </message>
    <message>
        <source>To be called back: noted with the customer’s contacts.</source>
        <translation>待回电：已记入客户的联系记录。</translation>
    </message>
    <message>
        <source>To be called back: noted with the call.</source>
        <translation>待回电：已记入这通来电。</translation>
    </message>
</context>
<context>
    <name>CallingCommands</name>
    <message>
        <source>No colleague is signed in now</source>
        <translation>目前没有同事登录</translation>
    </message>
    <message>
        <source>Call {name}: {state}</source>
        <translation>呼叫{name}：{state}</translation>
    </message>
    <message>
        <source>{state} · serves other queues, cannot be called from here</source>
        <translation>{state} · 服务其他队列，此处不能呼叫</translation>
    </message>
    <message>
        <source>{state} · a call rings there</source>
        <translation>{state} · 正有来电振铃</translation>
    </message>
    <message>
        <source>{state} · their connection is lost</source>
        <translation>{state} · 连接已断开</translation>
    </message>
    <message>
        <source>Call {number}</source>
        <translation>拨打 {number}</translation>
    </message>
</context>
<context>
    <name>CandidateList</name>
    <message>
        <source>choose</source>
        <translation>选择</translation>
    </message>
</context>
<context>
    <name>Centre</name>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>往来记录</translation>
    </message>
    <message>
        <source>Who is calling?</source>
        <translation>谁在来电？</translation>
    </message>
    <message>
        <source>Products and past contacts show here once the customer is known.</source>
        <translation>确认客户后，这里显示产品和往来记录。</translation>
    </message>
    <message>
        <source>No customer on screen</source>
        <translation>没有打开的客户</translation>
    </message>
    <message>
        <source>Whoever calls is shown here as soon as you answer.</source>
        <translation>接听后，这里显示来电客户。</translation>
    </message>
    <message>
        <source>Find a customer</source>
        <translation>查找客户</translation>
    </message>
</context>
<context>
    <name>ChangesPanel</name>
    <message>
        <source>Changes</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Put my changes on top</source>
        <translation>在其上保留我的改动</translation>
    </message>
    <message>
        <source>Let mine go</source>
        <translation>放弃我的改动</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有改动。</translation>
    </message>
    <message>
        <source>%1 saved a newer version. Your changes are kept here.</source>
        <translation>%1 保存了更新的版本。您的改动仍保留在这里。</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>有人</translation>
    </message>
    <message>
        <source>%1 to put right before it can be saved.</source>
        <translation>还有 %1 处需要改正，然后才能保存。</translation>
    </message>
    <message>
        <source>These changes were made before and not saved.</source>
        <translation>这些是之前未保存的改动。</translation>
    </message>
    <message>
        <source>Saved as version %1. It counts at once.</source>
        <translation>已保存为版本 %1，立即生效。</translation>
    </message>
</context>
<context>
    <name>Channels</name>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>App</source>
        <translation>手机应用</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>网点</translation>
    </message>
    <message>
        <source>Web</source>
        <translation>网站</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>电子邮件</translation>
    </message>
</context>
<context>
    <name>CheckBand</name>
    <message>
        <source>Not checked yet</source>
        <translation>尚未核实</translation>
    </message>
    <message>
        <source>Found by search</source>
        <translation>由查找打开</translation>
    </message>
    <message>
        <source>This call is not linked to this customer.</source>
        <translation>这通电话没有关联到这位客户。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>核实</translation>
    </message>
    <message>
        <source>There is no call with this customer.</source>
        <translation>与这位客户没有通话。</translation>
    </message>
    <message>
        <source>Too many wrong answers. Give no details, change nothing; ask the caller to come to a branch with an identity document. Checks are possible again at {time}.</source>
        <translation>错误回答过多。请勿提供资料，也不要更改任何内容；请来电者携带身份证件到分行办理。{time} 后可以再次核实。</translation>
    </message>
    <message>
        <source>Not verified, locked</source>
        <translation>未通过核实，已锁定</translation>
    </message>
    <message>
        <source>Full check passed</source>
        <translation>已通过完整核实</translation>
    </message>
    <message>
        <source>For this call only.</source>
        <translation>仅限本次通话。</translation>
    </message>
    <message>
        <source>Basic check passed</source>
        <translation>已通过基本核实</translation>
    </message>
    <message>
        <source>Ask the check questions before you give details.</source>
        <translation>提供资料前请先提问核实。</translation>
    </message>
    <message>
        <source>The number identifies, it does not prove.</source>
        <translation>号码只能识别，不能证明身份。</translation>
    </message>
    <message>
        <source>Basic check needed before you {actions}.</source>
        <translation>{actions}之前需要基本核实。</translation>
    </message>
    <message>
        <source>Full check needed before you {actions}.</source>
        <translation>{actions}之前需要完整核实。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Wrong answers left: {count}.</source>
        <translation>还可答错 {count} 次。</translation>
    </message>
    <message>
        <source>Not the caller</source>
        <translation>不是来电者</translation>
    </message>
</context>
<context>
    <name>ContactDetails</name>
    <message>
        <source>Your note</source>
        <translation>你的记录</translation>
    </message>
    <message>
        <source>Back to this call</source>
        <translation>回到这通电话</translation>
    </message>
    <message>
        <source>Open the customer</source>
        <translation>打开客户</translation>
    </message>
    <message>
        <source>Call them</source>
        <translation>呼叫对方</translation>
    </message>
    <message>
        <source>Possible when you have no call, and are ready or not ready</source>
        <translation>没有通话且处于就绪或未就绪状态时可以呼叫</translation>
    </message>
    <message>
        <source>Getting your note</source>
        <translation>正在读取你的记录</translation>
    </message>
    <message>
        <source>Nothing written down</source>
        <translation>没有记录</translation>
    </message>
    <message>
        <source>Rang here {count} times</source>
        <translation>在此振铃 {count} 次</translation>
    </message>
    <message>
        <source>Talked for {time}</source>
        <translation>通话 {time}</translation>
    </message>
    <message>
        <source>Outcome: {outcome}</source>
        <translation>结果：{outcome}</translation>
    </message>
    <message>
        <source>Nobody has said what it came to</source>
        <translation>尚未选择结果</translation>
    </message>
    <message>
        <source>Declined: {reason}</source>
        <translation>拒接：{reason}</translation>
    </message>
    <message>
        <source>To be called back</source>
        <translation>待回电</translation>
    </message>
    <message>
        <source>Not linked to a customer</source>
        <translation>未关联客户</translation>
    </message>
</context>
<context>
    <name>Contacts</name>
    <message>
        <source>Ringing</source>
        <translation>振铃中</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>接通中</translation>
    </message>
    <message>
        <source>On the line</source>
        <translation>通话中</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保持中</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>话后处理</translation>
    </message>
    <message>
        <source>Handled</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>No outcome</source>
        <translation>未选结果</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未接通</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>未接</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>已拒接</translation>
    </message>
    <message>
        <source>Caller gave up</source>
        <translation>来电者挂断</translation>
    </message>
    <message>
        <source>Line failed</source>
        <translation>线路中断</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已收回</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>号码已隐藏</translation>
    </message>
</context>
<context>
    <name>ContactsCard</name>
    <message>
        <source>Contacts, 90 days</source>
        <translation>90天内往来</translation>
    </message>
</context>
<context>
    <name>ContactsTable</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>What it was about</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes}分钟</translation>
    </message>
    <message>
        <source>Today {time}</source>
        <translation>今天 {time}</translation>
    </message>
</context>
<context>
    <name>ContentsList</name>
    <message>
        <source>Queues and routing</source>
        <translation>队列与路由</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>营业时间</translation>
    </message>
    <message>
        <source>All together</source>
        <translation>全局</translation>
    </message>
    <message>
        <source>Priorities</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Agents and skills</source>
        <translation>坐席与技能</translation>
    </message>
    <message>
        <source>Entry menu</source>
        <translation>语音菜单</translation>
    </message>
</context>
<context>
    <name>CustomerView</name>
    <message>
        <source>Getting the customer</source>
        <translation>正在读取客户资料</translation>
    </message>
    <message>
        <source>Customer {name}</source>
        <translation>客户 {name}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>No answer from {systems}</source>
        <translation>{systems}没有回应</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Identifiers and more</source>
        <translation>证件与更多</translation>
    </message>
    <message>
        <source>Find the customer</source>
        <translation>查找客户</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>未知来电</translation>
    </message>
    <message>
        <source>{number} is not with any customer. Ask for a name or an account.</source>
        <translation>{number}不属于任何客户。请询问姓名或账号。</translation>
    </message>
    <message>
        <source>The caller withholds the number</source>
        <translation>来电者隐藏了号码</translation>
    </message>
    <message>
        <source>Ask for a name or an account, then find the customer.</source>
        <translation>请询问姓名或账号，再查找客户。</translation>
    </message>
    <message>
        <source>The customer cannot be shown</source>
        <translation>无法显示客户资料</translation>
    </message>
    <message>
        <source>No customer</source>
        <translation>没有客户</translation>
    </message>
    <message>
        <source>Whoever calls is shown here as soon as the call is offered.</source>
        <translation>来电到达时，这里显示来电客户。</translation>
    </message>
</context>
<context>
    <name>DayStrip</name>
    <message>
        <source>Calls handled</source>
        <translation>已处理来电</translation>
    </message>
    <message>
        <source>Average call</source>
        <translation>平均时长</translation>
    </message>
    <message>
        <source>Missed today</source>
        <translation>今天未接</translation>
    </message>
    <message>
        <source>Waiting now</source>
        <translation>现在等候</translation>
    </message>
</context>
<context>
    <name>DeskCommands</name>
    <message>
        <source>After this call: {state}</source>
        <translation>通话后：{state}</translation>
    </message>
    <message>
        <source>Not ready: {reason}</source>
        <translation>未就绪：{reason}</translation>
    </message>
    <message>
        <source>Go ready</source>
        <translation>转为就绪</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Go offline</source>
        <translation>转为离线</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Notes that could not be sent</source>
        <translation>无法发送的记录</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Queues and routing</source>
        <translation>队列与路由</translation>
    </message>
    <message>
        <source>Accounts to review</source>
        <translation>待核对账户</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>休息</translation>
    </message>
    <message>
        <source>Lunch</source>
        <translation>午餐</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>培训</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>会议</translation>
    </message>
    <message>
        <source>Back office</source>
        <translation>后台工作</translation>
    </message>
</context>
<context>
    <name>DeskScreen</name>
    <message>
        <source>Call for you</source>
        <translation>有来电</translation>
    </message>
</context>
<context>
    <name>EvidenceView</name>
    <message>
        <source>merged with {count} more</source>
        <translation>已与另外 {count} 个合并</translation>
    </message>
    <message>
        <source>Show clear: {value}. It is recorded.</source>
        <translation>显示完整内容：{value}。此操作会被记录。</translation>
    </message>
</context>
<context>
    <name>GuideColumn</name>
    <message>
        <source>No call on offer</source>
        <translation>没有待接来电</translation>
    </message>
    <message>
        <source>The next call shows here, with who it is and why they call.</source>
        <translation>下一通来电显示在这里，包括是谁、为何来电。</translation>
    </message>
</context>
<context>
    <name>HeadSection</name>
    <message>
        <source>Business</source>
        <translation>企业</translation>
    </message>
    <message>
        <source>Not a customer yet</source>
        <translation>尚未成为客户</translation>
    </message>
    <message>
        <source>Age {years}</source>
        <translation>{years}岁</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Gold</source>
        <translation>金卡</translation>
    </message>
    <message>
        <source>Platinum</source>
        <translation>白金</translation>
    </message>
    <message>
        <source>Under a year</source>
        <translation>不到一年</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1年</translation>
    </message>
    <message>
        <source>{years} years</source>
        <translation>{years}年</translation>
    </message>
    <message>
        <source>EN</source>
        <translation>英</translation>
    </message>
    <message>
        <source>ZH</source>
        <translation>中</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英语</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Cantonese</source>
        <translation>粤语</translation>
    </message>
    <message>
        <source>Mandarin</source>
        <translation>普通话</translation>
    </message>
    <message>
        <source>Czech</source>
        <translation>捷克语</translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message>
        <source>Why you are in this state</source>
        <translation>您为何处于此状态</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Getting your last states</source>
        <translation>正在读取您最近的状态</translation>
    </message>
    <message>
        <source>from {time}</source>
        <translation>自 {time}</translation>
    </message>
    <message>
        <source>for {time}</source>
        <translation>历时 {time}</translation>
    </message>
    <message>
        <source>You chose it</source>
        <translation>您选择的</translation>
    </message>
    <message>
        <source>You signed in</source>
        <translation>您登录了</translation>
    </message>
    <message>
        <source>You answered a call</source>
        <translation>您接听了来电</translation>
    </message>
    <message>
        <source>You called somebody</source>
        <translation>您拨打了电话</translation>
    </message>
    <message>
        <source>The call ended</source>
        <translation>通话结束</translation>
    </message>
    <message>
        <source>The work on the call was done</source>
        <translation>通话的工作已完成</translation>
    </message>
    <message>
        <source>Calls in a row rang and were not answered</source>
        <translation>连续来电振铃未接</translation>
    </message>
    <message>
        <source>You answered, and your line could not be connected</source>
        <translation>您已接听，但您的线路无法接通</translation>
    </message>
    <message>
        <source>The server did not hear your desktop for a minute</source>
        <translation>服务器一分钟没有收到您桌面的信号</translation>
    </message>
    <message>
        <source>The system check set it right</source>
        <translation>系统检查作了更正</translation>
    </message>
    <message>
        <source>A supervisor changed it</source>
        <translation>主管作了更改</translation>
    </message>
    <message>
        <source>The system set it</source>
        <translation>系统设定</translation>
    </message>
</context>
<context>
    <name>HoldingsTable</name>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>查询中…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>没有回应</translation>
    </message>
    <message>
        <source>Figures as of {when}. Tell the caller the date.</source>
        <translation>{when}的数据。请告诉来电者日期。</translation>
    </message>
    <message>
        <source>Deposits</source>
        <translation>存款</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>银行卡</translation>
    </message>
    <message>
        <source>Loans</source>
        <translation>贷款</translation>
    </message>
    <message>
        <source>Wealth</source>
        <translation>理财</translation>
    </message>
    <message>
        <source>Insurance</source>
        <translation>保险</translation>
    </message>
    <message>
        <source>Standing orders</source>
        <translation>定期转账</translation>
    </message>
    <message>
        <source>joint</source>
        <translation>联名</translation>
    </message>
    <message>
        <source>may use it</source>
        <translation>可使用</translation>
    </message>
    <message>
        <source>guarantor</source>
        <translation>担保人</translation>
    </message>
</context>
<context>
    <name>HoldingsView</name>
    <message>
        <source>Getting holdings</source>
        <translation>正在读取持有产品</translation>
    </message>
    <message>
        <source>No products</source>
        <translation>没有产品</translation>
    </message>
    <message>
        <source>No customer yet</source>
        <translation>还没有客户</translation>
    </message>
    <message>
        <source>No source system knows a product of this customer.</source>
        <translation>各业务系统都没有这位客户的产品。</translation>
    </message>
    <message>
        <source>Products show here once it is known who calls.</source>
        <translation>确认来电客户后，这里显示产品。</translation>
    </message>
    <message>
        <source>Holdings</source>
        <translation>持有产品</translation>
    </message>
    <message>
        <source>Getting holdings, {done} of {all}</source>
        <translation>正在读取产品，{all}个系统中的{done}个</translation>
    </message>
    <message>
        <source>{products} products, {systems} systems</source>
        <translation>{products}个产品，{systems}个系统</translation>
    </message>
    <message>
        <source>totals in {currency}</source>
        <translation>合计以{currency}计</translation>
    </message>
</context>
<context>
    <name>HoursPage</name>
    <message>
        <source>Opening hours</source>
        <translation>营业时间</translation>
    </message>
    <message>
        <source>Every week, such as 09:00-12:00, 13:00-18:00</source>
        <translation>每周，例如 09:00-12:00, 13:00-18:00</translation>
    </message>
    <message>
        <source>Single days, such as 2026-12-25</source>
        <translation>特定日期，例如 2026-12-25</translation>
    </message>
</context>
<context>
    <name>IdentifiersSection</name>
    <message>
        <source>Identifiers</source>
        <translation>证件资料</translation>
    </message>
    <message>
        <source>Showing one is logged</source>
        <translation>每次查看都有记录</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Choose a script answer</source>
        <translation>选择话术答案</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>接听</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>拒接</translation>
    </message>
    <message>
        <source>Hold, resume</source>
        <translation>保持、恢复</translation>
    </message>
    <message>
        <source>Mute, unmute</source>
        <translation>静音、取消静音</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>挂断</translation>
    </message>
    <message>
        <source>Call a colleague, also into the call</source>
        <translation>呼叫同事，通话中也可</translation>
    </message>
    <message>
        <source>End the call to the colleague</source>
        <translation>结束与同事的通话</translation>
    </message>
    <message>
        <source>Call the customer shown</source>
        <translation>致电所示客户</translation>
    </message>
    <message>
        <source>Check who is calling</source>
        <translation>核实来电者</translation>
    </message>
    <message>
        <source>Your state</source>
        <translation>您的状态</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Tick the next must-say</source>
        <translation>勾选下一句必说内容</translation>
    </message>
    <message>
        <source>What the call came to</source>
        <translation>通话结果</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Save the note now</source>
        <translation>立即保存记录</translation>
    </message>
    <message>
        <source>Finish the form, end wrap-up</source>
        <translation>完成表单、结束话后处理</translation>
    </message>
    <message>
        <source>Next field to put right</source>
        <translation>下一个要改正的栏位</translation>
    </message>
    <message>
        <source>Find a customer or an action</source>
        <translation>查找客户或操作</translation>
    </message>
    <message>
        <source>Your present and recent contacts</source>
        <translation>当前与最近的联系</translation>
    </message>
    <message>
        <source>All shortcuts</source>
        <translation>全部快捷键</translation>
    </message>
    <message>
        <source>Calls without an outcome</source>
        <translation>未选结果的通话</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>下一个面板</translation>
    </message>
    <message>
        <source>Previous panel</source>
        <translation>上一个面板</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>往来记录</translation>
    </message>
    <message>
        <source>Try the panel again</source>
        <translation>重新读取面板</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
</context>
<context>
    <name>Linking</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Identity document</source>
        <translation>证件</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>邮箱</translation>
    </message>
    <message>
        <source>Address and home phone</source>
        <translation>住址与住宅电话</translation>
    </message>
    <message>
        <source>Gender</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Much the same</source>
        <translation>大致相同</translation>
    </message>
    <message>
        <source>The same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>The same Chinese name</source>
        <translation>中文姓名相同</translation>
    </message>
    <message>
        <source>Can be read alike</source>
        <translation>读音可以相同</translation>
    </message>
    <message>
        <source>One slip apart</source>
        <translation>仅差一处笔误</translation>
    </message>
    <message>
        <source>The same family name</source>
        <translation>同姓</translation>
    </message>
    <message>
        <source>Different</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>Nothing to compare</source>
        <translation>无可比对</translation>
    </message>
    <message>
        <source>Not likely enough</source>
        <translation>把握不足</translation>
    </message>
    <message>
        <source>Names differ</source>
        <translation>姓名不同</translation>
    </message>
    <message>
        <source>Genders differ</source>
        <translation>性别不同</translation>
    </message>
    <message>
        <source>Birthdays differ</source>
        <translation>生日不同</translation>
    </message>
    <message>
        <source>Documents differ</source>
        <translation>证件不同</translation>
    </message>
    <message>
        <source>May be relatives</source>
        <translation>可能是亲属</translation>
    </message>
    <message>
        <source>Clashes with a group</source>
        <translation>与已合并账户矛盾</translation>
    </message>
    <message>
        <source>Too little agrees to merge them without a person.</source>
        <translation>相符之处太少，须由人工决定是否合并。</translation>
    </message>
    <message>
        <source>The names differ, as those of twins do. A person has to look.</source>
        <translation>姓名不同，可能是双胞胎，须由人工查看。</translation>
    </message>
    <message>
        <source>One is a man&apos;s account, the other a woman&apos;s.</source>
        <translation>一个是男性的账户，另一个是女性的。</translation>
    </message>
    <message>
        <source>The birthdays differ, and nothing of their own is the same.</source>
        <translation>生日不同，且没有任何个人专属信息相同。</translation>
    </message>
    <message>
        <source>The documents differ. One of them may be mistyped.</source>
        <translation>证件号码不同，其中一个可能输入有误。</translation>
    </message>
    <message>
        <source>What agrees could be shared by relatives of one name.</source>
        <translation>相符的内容也可能为同姓亲属所共有。</translation>
    </message>
    <message>
        <source>One side is merged with an account that contradicts the other side.</source>
        <translation>其中一方已合并的账户与另一方矛盾。</translation>
    </message>
    <message>
        <source>Woman</source>
        <translation>女</translation>
    </message>
    <message>
        <source>Man</source>
        <translation>男</translation>
    </message>
</context>
<context>
    <name>LoginView</name>
    <message>
        <source>Sign in - Agent Desktop</source>
        <translation>登录 - Agent Desktop</translation>
    </message>
    <message>
        <source>Sign in to Agent Desktop</source>
        <translation>登录 Agent Desktop</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Enter your name.</source>
        <translation>请输入用户名。</translation>
    </message>
    <message>
        <source>Enter your password.</source>
        <translation>请输入密码。</translation>
    </message>
    <message>
        <source>Caps Lock is on.</source>
        <translation>大写锁定已打开。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Server: {origin}</source>
        <translation>服务器：{origin}</translation>
    </message>
    <message>
        <source>Signing in again…</source>
        <translation>正在重新登录…</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>正在登录…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>1 note is kept on this computer. It is sent once you sign in.</source>
        <translation>这台电脑上保存着1条记录，登录后发送。</translation>
    </message>
    <message>
        <source>{count} notes are kept on this computer. They are sent once you sign in.</source>
        <translation>这台电脑上保存着{count}条记录，登录后发送。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Main menu</source>
        <translation>主菜单</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Products and past contacts</source>
        <translation>产品与往来记录</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>话术指引</translation>
    </message>
</context>
<context>
    <name>MaskedValue</name>
    <message>
        <source>Show {name}. The look is logged.</source>
        <translation>显示{name}。查看会被记录。</translation>
    </message>
    <message>
        <source>Hide {name}</source>
        <translation>隐藏{name}</translation>
    </message>
</context>
<context>
    <name>MenuPage</name>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>What callers can choose</source>
        <translation>客户可选的内容</translation>
    </message>
    <message>
        <source>Text of the entry menu</source>
        <translation>语音菜单文本</translation>
    </message>
    <message>
        <source>Mistakes and warnings</source>
        <translation>错误与提醒</translation>
    </message>
    <message>
        <source>Take the newer one</source>
        <translation>采用新版本</translation>
    </message>
    <message>
        <source>Keep my text</source>
        <translation>保留我的文本</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>Callers who are in the menu hear the new one from their next key on.</source>
        <translation>正在菜单中的客户从下一次按键起听到新菜单。</translation>
    </message>
    <message>
        <source>Somebody saved a newer menu meanwhile.</source>
        <translation>期间有人保存了更新的菜单。</translation>
    </message>
    <message>
        <source>Saved. Callers hear it from now on.</source>
        <translation>已保存，客户从现在起听到新菜单。</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>关闭这条消息</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>The server does not answer. Try again once it does.</source>
        <translation>服务器没有回应。恢复后请再试一次。</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>请重新登录。</translation>
    </message>
    <message>
        <source>Your notes are kept.</source>
        <translation>您的记录已保留。</translation>
    </message>
    <message>
        <source>Something in the desktop failed.</source>
        <translation>桌面程序出错了。</translation>
    </message>
    <message>
        <source>It is in the log. What you typed is kept.</source>
        <translation>错误已记入日志。您输入的内容已保留。</translation>
    </message>
    <message>
        <source>Notes are not kept on this computer.</source>
        <translation>记录没有保存到这台电脑。</translation>
    </message>
    <message>
        <source>You are not ready now.</source>
        <translation>您现在是未就绪。</translation>
    </message>
    <message>
        <source>{count} calls in a row went back to the queue. Choose Ready when you are back.</source>
        <translation>连续{count}通来电回到了队列。回来后请选择“就绪”。</translation>
    </message>
    <message>
        <source>1 note is kept on this computer and not sent.</source>
        <translation>1条记录保存在这台电脑上，尚未发送。</translation>
    </message>
    <message>
        <source>{count} notes are kept on this computer and not sent.</source>
        <translation>{count}条记录保存在这台电脑上，尚未发送。</translation>
    </message>
    <message>
        <source>Calls do not ring aloud.</source>
        <translation>来电没有铃声。</translation>
    </message>
    <message>
        <source>No sound device was found. They show on the screen.</source>
        <translation>没有找到声音设备。来电会显示在屏幕上。</translation>
    </message>
    <message>
        <source>1 note from before was found on this computer and sent.</source>
        <translation>在这台电脑上找到之前的1条记录，已发送。</translation>
    </message>
    <message>
        <source>{count} notes from before were found on this computer and sent.</source>
        <translation>在这台电脑上找到之前的{count}条记录，已发送。</translation>
    </message>
    <message>
        <source>Script answers from before were found on this computer and sent.</source>
        <translation>找到了本机上次留下的话术回答，已发送。</translation>
    </message>
    <message>
        <source>Some script answers are not saved: other ones were, or the call is finished. Find them with Ctrl+K, Notes.</source>
        <translation>有话术回答没有保存：已保存了别的回答，或通话已结束。按 Ctrl+K，选“记录”查看。</translation>
    </message>
    <message>
        <source>The call went back to the queue.</source>
        <translation>来电已回到队列。</translation>
    </message>
    <message>
        <source>The call went back to the queue. It does not count as missed by you.</source>
        <translation>来电已回到队列，不计入您的未接。</translation>
    </message>
    <message>
        <source>Your colleague did not take the call.</source>
        <translation>同事没有接听。</translation>
    </message>
    <message>
        <source>You have a call.</source>
        <translation>您有一通电话。</translation>
    </message>
    <message>
        <source>Finish it, then sign out.</source>
        <translation>请先结束通话，再退出登录。</translation>
    </message>
    <message>
        <source>1 note could not be sent: its call is finished. Find it with Ctrl+K, Notes.</source>
        <translation>1条记录无法发送：通话已结束。按 Ctrl+K 查找“记录”可查看。</translation>
    </message>
    <message>
        <source>{count} notes could not be sent: their calls are finished. Find them with Ctrl+K, Notes.</source>
        <translation>{count}条记录无法发送：通话已结束。按 Ctrl+K 查找“记录”可查看。</translation>
    </message>
    <message>
        <source>try {attempt} in {seconds} s</source>
        <translation>{seconds}秒后第{attempt}次重试</translation>
    </message>
    <message>
        <source>No link to the server.</source>
        <translation>与服务器断开。</translation>
    </message>
    <message>
        <source>Calls still work.</source>
        <translation>通话不受影响。</translation>
    </message>
</context>
<context>
    <name>MustSayBox</name>
    <message>
        <source>said {time}</source>
        <translation>{time} 已说</translation>
    </message>
    <message>
        <source>{count} left</source>
        <translation>还有{count}项</translation>
    </message>
    <message>
        <source>All said</source>
        <translation>已全部说完</translation>
    </message>
    <message>
        <source>Must say before you go on</source>
        <translation>继续之前必须说</translation>
    </message>
</context>
<context>
    <name>Needs</name>
    <message>
        <source>Hard of hearing</source>
        <translation>听力不便</translation>
    </message>
    <message>
        <source>Hard of seeing</source>
        <translation>视力不便</translation>
    </message>
    <message>
        <source>Speaks with difficulty</source>
        <translation>说话不便</translation>
    </message>
    <message>
        <source>Remembers with difficulty</source>
        <translation>记忆困难</translation>
    </message>
    <message>
        <source>Mental health</source>
        <translation>精神健康</translation>
    </message>
    <message>
        <source>Serious illness</source>
        <translation>重病</translation>
    </message>
    <message>
        <source>Bereaved</source>
        <translation>亲人离世</translation>
    </message>
    <message>
        <source>Money worries</source>
        <translation>经济困难</translation>
    </message>
    <message>
        <source>Was a victim of fraud</source>
        <translation>曾受诈骗</translation>
    </message>
    <message>
        <source>Needs plain language</source>
        <translation>需要简明用语</translation>
    </message>
    <message>
        <source>Does not use app or web</source>
        <translation>不使用应用或网页</translation>
    </message>
    <message>
        <source>Somebody else helps them</source>
        <translation>有人协助</translation>
    </message>
</context>
<context>
    <name>NeedsBand</name>
    <message>
        <source>{need}: agreed {consent}, review was due {review}</source>
        <translation>{need}：{consent} 同意，应于 {review} 复核</translation>
    </message>
    <message>
        <source>{need}: agreed {consent}, review {review}</source>
        <translation>{need}：{consent} 同意，{review} 复核</translation>
    </message>
</context>
<context>
    <name>NotesView</name>
    <message>
        <source>Notes</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>The other text</source>
        <translation>另一份文字</translation>
    </message>
    <message>
        <source>The text saved elsewhere:</source>
        <translation>在别处保存的内容：</translation>
    </message>
    <message>
        <source>Save both</source>
        <translation>两份都保存</translation>
    </message>
    <message>
        <source>What the customer said, and what you did</source>
        <translation>客户说了什么，您做了什么</translation>
    </message>
    <message>
        <source>Opens with a call</source>
        <translation>通话开始后可用</translation>
    </message>
    <message>
        <source>Found on this computer after the program had ended early. Read it through.</source>
        <translation>程序意外结束后在这台电脑上找到。请通读一遍。</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>已保存 {time}</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>Kept on this computer only</source>
        <translation>仅保存在这台电脑</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Changed elsewhere too</source>
        <translation>别处也有修改</translation>
    </message>
</context>
<context>
    <name>OfferView</name>
    <message>
        <source>Getting the customer</source>
        <translation>正在读取客户资料</translation>
    </message>
    <message>
        <source>Call on offer: {name}</source>
        <translation>来电：{name}</translation>
    </message>
    <message>
        <source>One of several customers</source>
        <translation>几位客户之一</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>号码已隐藏</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>未知来电</translation>
    </message>
    <message>
        <source>Caller</source>
        <translation>来电者</translation>
    </message>
    <message>
        <source>Age {years}</source>
        <translation>{years}岁</translation>
    </message>
    <message>
        <source>Ask for a name or an account</source>
        <translation>请询问姓名或账号</translation>
    </message>
    <message>
        <source>customer since {year}</source>
        <translation>{year}年起的客户</translation>
    </message>
    <message>
        <source>{amount} on {group}</source>
        <translation>{amount}（{group}）</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>来意</translation>
    </message>
    <message>
        <source>said in the menu</source>
        <translation>菜单中所选</translation>
    </message>
    <message>
        <source>Owes</source>
        <translation>欠款</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>最近往来</translation>
    </message>
    <message>
        <source>accounts</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>cards</source>
        <translation>信用卡</translation>
    </message>
    <message>
        <source>loans</source>
        <translation>贷款</translation>
    </message>
    <message>
        <source>investments</source>
        <translation>投资</translation>
    </message>
    <message>
        <source>insurance</source>
        <translation>保险</translation>
    </message>
    <message>
        <source>standing orders</source>
        <translation>定期转账</translation>
    </message>
    <message>
        <source>{day} {time}, {channel}</source>
        <translation>{day} {time}，{channel}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>app</source>
        <translation>手机应用</translation>
    </message>
    <message>
        <source>branch</source>
        <translation>网点</translation>
    </message>
    <message>
        <source>web</source>
        <translation>网站</translation>
    </message>
    <message>
        <source>email</source>
        <translation>电子邮件</translation>
    </message>
    <message>
        <source>It rang here before. Your screen stays as it is.</source>
        <translation>这通电话之前在此响过，界面保持不变。</translation>
    </message>
    <message>
        <source>Nothing to know before you speak</source>
        <translation>没有需要先知道的事</translation>
    </message>
    <message>
        <source>The number is not with any customer</source>
        <translation>号码不属于任何客户</translation>
    </message>
    <message>
        <source>Opens script</source>
        <translation>打开话术</translation>
    </message>
    <message>
        <source>Next agent gets it in</source>
        <translation>转给下一位座席：</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds}秒</translation>
    </message>
    <message>
        <source>then not ready</source>
        <translation>之后您转为未就绪</translation>
    </message>
    <message>
        <source>Missed today</source>
        <translation>今天未接</translation>
    </message>
    <message>
        <source>Gold</source>
        <translation>金卡</translation>
    </message>
    <message>
        <source>Platinum</source>
        <translation>白金</translation>
    </message>
</context>
<context>
    <name>OutcomePicker</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Type to find, or choose below</source>
        <translation>输入查找，或在下面选择</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Getting the outcomes</source>
        <translation>正在读取结果列表</translation>
    </message>
    <message>
        <source>No outcome matches “{text}”.</source>
        <translation>没有结果符合“{text}”。</translation>
    </message>
</context>
<context>
    <name>OutgoingView</name>
    <message>
        <source>Call a customer</source>
        <translation>致电客户</translation>
    </message>
    <message>
        <source>Looking up the number</source>
        <translation>正在查询号码</translation>
    </message>
    <message>
        <source>Not a customer we know by this number</source>
        <translation>这个号码不属于已知客户</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Wishes: {wishes}</source>
        <translation>客户意愿：{wishes}</translation>
    </message>
    <message>
        <source>They see this number of ours</source>
        <translation>对方看到的本行号码</translation>
    </message>
    <message>
        <source>Do not call</source>
        <translation>不拨打</translation>
    </message>
    <message>
        <source>Calling</source>
        <translation>正在拨打</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>拨打</translation>
    </message>
    <message>
        <source>There is no telephone number on record.</source>
        <translation>没有登记电话号码。</translation>
    </message>
    <message>
        <source>No number of ours is set up for your queues. Ask your administrator.</source>
        <translation>您的队列没有设置外呼号码。请联系管理员。</translation>
    </message>
    <message>
        <source>{time} there now</source>
        <translation>当地时间 {time}</translation>
    </message>
    <message>
        <source>It is outside the hours for calls there.</source>
        <translation>当地现在不在可致电的时段。</translation>
    </message>
    <message>
        <source>It may be outside the hours for calls where they are.</source>
        <translation>对方所在地可能不在可致电的时段。</translation>
    </message>
    <message>
        <source>They asked not to be called now.</source>
        <translation>客户要求此时不要致电。</translation>
    </message>
</context>
<context>
    <name>PairTable</name>
    <message>
        <source>One account</source>
        <translation>账户一</translation>
    </message>
    <message>
        <source>Another account</source>
        <translation>账户二</translation>
    </message>
    <message>
        <source>Why it waits</source>
        <translation>等待原因</translation>
    </message>
</context>
<context>
    <name>PairsBound</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Take it away</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>PaletteView</name>
    <message>
        <source>Find a customer or an action</source>
        <translation>查找客户或操作</translation>
    </message>
    <message>
        <source>Name, number, pinyin initials, account ending, or an action</source>
        <translation>姓名、号码、拼音首字母、账号尾数或操作</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>查找中…</translation>
    </message>
    <message>
        <source>Customers cannot be looked up without the server. Actions still work.</source>
        <translation>没有服务器时不能查找客户。操作仍可使用。</translation>
    </message>
    <message>
        <source>Nobody and no action matches “{text}”</source>
        <translation>没有客户或操作符合“{text}”</translation>
    </message>
    <message>
        <source>Try part of a name, a phone number, pinyin initials or the last digits of an account.</source>
        <translation>试试部分姓名、电话号码、拼音首字母或账号尾数。</translation>
    </message>
    <message>
        <source>Seen last</source>
        <translation>最近查看</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Gold</source>
        <translation>金卡</translation>
    </message>
    <message>
        <source>Platinum</source>
        <translation>白金</translation>
    </message>
    <message>
        <source>by phone number</source>
        <translation>按电话号码</translation>
    </message>
    <message>
        <source>by pinyin</source>
        <translation>按拼音</translation>
    </message>
    <message>
        <source>by account ending</source>
        <translation>按账号尾数</translation>
    </message>
</context>
<context>
    <name>PreviewPanel</name>
    <message>
        <source>Default queue</source>
        <translation>默认队列</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Try a caller</source>
        <translation>试拨一位客户</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>客户等级</translation>
    </message>
    <message>
        <source>Language, such as en or yue</source>
        <translation>语言，例如 en 或 yue</translation>
    </message>
    <message>
        <source>Chose in the menu</source>
        <translation>菜单所选</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Their manager is at work</source>
        <translation>其客户经理在岗</translation>
    </message>
    <message>
        <source>We owe them a word</source>
        <translation>我们欠其回复</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Write a day and a time, such as 2026-12-24 17:30.</source>
        <translation>请填写日期和时间，例如 2026-12-24 17:30。</translation>
    </message>
</context>
<context>
    <name>PriorityPage</name>
    <message>
        <source>All queues</source>
        <translation>所有队列</translation>
    </message>
    <message>
        <source>Who goes first</source>
        <translation>谁优先</translation>
    </message>
    <message>
        <source>Customers whom we owe a word</source>
        <translation>我们欠其回复的客户</translation>
    </message>
</context>
<context>
    <name>QuestionField</name>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>“{value}” is not a date. Write it as 2026-06-18.</source>
        <translation>“{value}”不是日期。请写成 2026-06-18。</translation>
    </message>
    <message>
        <source>“{value}” is not an amount. Write it as 1286.40.</source>
        <translation>“{value}”不是金额。请写成 1286.40。</translation>
    </message>
    <message>
        <source>{count} characters, {limit} fit. Shorten it.</source>
        <translation>共{count}个字符，最多{limit}个。请缩短。</translation>
    </message>
</context>
<context>
    <name>QueueList</name>
    <message>
        <source>My queues</source>
        <translation>我的队列</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等候</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>最长等候</translation>
    </message>
</context>
<context>
    <name>QueuePage</name>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Who comes here</source>
        <translation>哪些来电进入</translation>
    </message>
    <message>
        <source>Who serves it</source>
        <translation>由谁接听</translation>
    </message>
    <message>
        <source>Open, closed, full</source>
        <translation>营业、关闭、已满</translation>
    </message>
    <message>
        <source>After a call</source>
        <translation>通话之后</translation>
    </message>
    <message>
        <source>Nowhere: they are told, and the call ends</source>
        <translation>不转接：告知客户后结束通话</translation>
    </message>
    <message>
        <source>Always open</source>
        <translation>全天开放</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Call</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>Routing</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>1 call without an outcome</source>
        <translation>1通电话未选结果</translation>
    </message>
    <message>
        <source>{count} calls without an outcome</source>
        <translation>{count}通电话未选结果</translation>
    </message>
    <message>
        <source>Recents</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>RecentView</name>
    <message>
        <source>Recent</source>
        <translation>最近往来</translation>
    </message>
    <message>
        <source>Recent contacts</source>
        <translation>最近往来</translation>
    </message>
    <message>
        <source>Getting past contacts</source>
        <translation>正在读取往来记录</translation>
    </message>
    <message>
        <source>No past contacts</source>
        <translation>没有往来记录</translation>
    </message>
    <message>
        <source>All {count} in Timeline</source>
        <translation>往来记录共{count}条</translation>
    </message>
</context>
<context>
    <name>RecentsTable</name>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>来电者</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>About</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Today {time}</source>
        <translation>今天 {time}</translation>
    </message>
</context>
<context>
    <name>RecentsView</name>
    <message>
        <source>Your contacts</source>
        <translation>我的联系</translation>
    </message>
    <message>
        <source>now, and the last {days} days</source>
        <translation>当前及最近 {days} 天</translation>
    </message>
    <message>
        <source>Your contacts, the present one first</source>
        <translation>我的联系，当前的在最前</translation>
    </message>
    <message>
        <source>The list may not be up to date. {why}</source>
        <translation>列表可能不是最新的。{why}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Getting older ones</source>
        <translation>正在读取更早的</translation>
    </message>
    <message>
        <source>Show older ones</source>
        <translation>显示更早的</translation>
    </message>
    <message>
        <source>Getting your contacts</source>
        <translation>正在读取你的联系</translation>
    </message>
    <message>
        <source>Your contacts cannot be read now</source>
        <translation>现在无法读取你的联系</translation>
    </message>
    <message>
        <source>No call in the last {days} days</source>
        <translation>最近 {days} 天没有来电</translation>
    </message>
    <message>
        <source>Each call that rings here stands in this list, whatever becomes of it.</source>
        <translation>在此响过的每通电话都在这个列表里，无论结果如何。</translation>
    </message>
</context>
<context>
    <name>RelationshipSection</name>
    <message>
        <source>Relationship manager</source>
        <translation>客户经理</translation>
    </message>
</context>
<context>
    <name>RemoveDialog</name>
    <message>
        <source>Remove %1?</source>
        <translation>删除 %1？</translation>
    </message>
    <message>
        <source>No queue: only where nobody waits</source>
        <translation>不指定：仅当无人等候时</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>It goes once you save. Callers who wait in it keep their place.</source>
        <translation>保存后才会删除。其中等候的客户保留原有位置。</translation>
    </message>
    <message>
        <source>Its callers go to</source>
        <translation>其来电转到</translation>
    </message>
</context>
<context>
    <name>ReviewWindow</name>
    <message>
        <source>Accounts to review</source>
        <translation>待核对账户</translation>
    </message>
    <message>
        <source>Pairs of accounts that wait, the likeliest first</source>
        <translation>等待核对的账户对，可能性最大的在前</translation>
    </message>
    <message>
        <source>One person</source>
        <translation>同一人</translation>
    </message>
    <message>
        <source>Two people</source>
        <translation>两个人</translation>
    </message>
    <message>
        <source>Why, if it helps whoever asks later</source>
        <translation>理由（可选，供日后查询）</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Getting the list</source>
        <translation>正在获取名单</translation>
    </message>
    <message>
        <source>{count} pairs wait</source>
        <translation>{count} 对等待核对</translation>
    </message>
    <message>
        <source>the first {count} are shown</source>
        <translation>显示前 {count} 对</translation>
    </message>
    <message>
        <source>last consolidated {when}</source>
        <translation>上次合并运行：{when}</translation>
    </message>
    <message>
        <source>{one} and {other} are one person now.</source>
        <translation>{one} 与 {other} 现为同一人。</translation>
    </message>
    <message>
        <source>{one} and {other} stay two people.</source>
        <translation>{one} 与 {other} 仍为两个人。</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>The list cannot be read now</source>
        <translation>现在无法读取名单</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Accounts have not been compared yet</source>
        <translation>账户尚未比对</translation>
    </message>
    <message>
        <source>An administrator runs: agent-desktop consolidate</source>
        <translation>请管理员运行：agent-desktop consolidate</translation>
    </message>
    <message>
        <source>No pair waits</source>
        <translation>没有等待核对的账户</translation>
    </message>
    <message>
        <source>What the next consolidation is not sure of stands here.</source>
        <translation>下次合并运行不能确定的账户会列在这里。</translation>
    </message>
</context>
<context>
    <name>Routing</name>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Group of queues that share agents</source>
        <translation>共用坐席的队列组</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name in English</source>
        <translation>英文名称</translation>
    </message>
    <message>
        <source>Name in Chinese</source>
        <translation>中文名称</translation>
    </message>
    <message>
        <source>Service (empty: all)</source>
        <translation>业务（空：全部）</translation>
    </message>
    <message>
        <source>Languages (empty: all)</source>
        <translation>语言（空：全部）</translation>
    </message>
    <message>
        <source>Customer tiers (none: all)</source>
        <translation>客户等级（不选：全部）</translation>
    </message>
    <message>
        <source>Menu reasons that lead here</source>
        <translation>进入此队列的菜单原因</translation>
    </message>
    <message>
        <source>Urgent: its callers go before all others</source>
        <translation>紧急：其来电先于所有其他来电</translation>
    </message>
    <message>
        <source>Points of priority</source>
        <translation>优先分</translation>
    </message>
    <message>
        <source>Skills needed, with the least level</source>
        <translation>所需技能及最低级别</translation>
    </message>
    <message>
        <source>Rings at an agent for (seconds)</source>
        <translation>坐席振铃时长（秒）</translation>
    </message>
    <message>
        <source>How wrap-up ends</source>
        <translation>话后处理如何结束</translation>
    </message>
    <message>
        <source>Wrap-up time (seconds)</source>
        <translation>话后处理时长（秒）</translation>
    </message>
    <message>
        <source>Times the agent may extend it</source>
        <translation>坐席可延长次数</translation>
    </message>
    <message>
        <source>Each time by (seconds)</source>
        <translation>每次延长（秒）</translation>
    </message>
    <message>
        <source>No agent is free before an outcome is chosen</source>
        <translation>选定处理结果后坐席才空闲</translation>
    </message>
    <message>
        <source>Relationship manager alone for (seconds)</source>
        <translation>仅客户经理可接（秒）</translation>
    </message>
    <message>
        <source>Then their team alone for (seconds)</source>
        <translation>随后仅其团队可接（秒）</translation>
    </message>
    <message>
        <source>Agents of other queues help after (seconds)</source>
        <translation>多少秒后由其他队列的坐席协助</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>营业时间</translation>
    </message>
    <message>
        <source>While closed, callers go to</source>
        <translation>关闭时，来电转到</translation>
    </message>
    <message>
        <source>Most callers who wait (0: no limit)</source>
        <translation>等候人数上限（0：不限）</translation>
    </message>
    <message>
        <source>While full, callers go to</source>
        <translation>已满时，来电转到</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>Holidays: closed all day</source>
        <translation>假日：全天关闭</translation>
    </message>
    <message>
        <source>Days with other hours</source>
        <translation>营业时间不同的日期</translation>
    </message>
    <message>
        <source>Default queue</source>
        <translation>默认队列</translation>
    </message>
    <message>
        <source>A point is worth so many seconds of waiting</source>
        <translation>一分相当于等候多少秒</translation>
    </message>
    <message>
        <source>Points by customer tier</source>
        <translation>各客户等级的分数</translation>
    </message>
    <message>
        <source>Points for a customer whom we owe a word</source>
        <translation>我们欠其回复的客户加分</translation>
    </message>
    <message>
        <source>A promise counts for so many days</source>
        <translation>承诺有效天数</translation>
    </message>
    <message>
        <source>Outcomes that are a promise</source>
        <translation>算作承诺的处理结果</translation>
    </message>
    <message>
        <source>Seconds a call takes, until more is known</source>
        <translation>一通电话的时长（秒），在有数据之前</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>Gold</source>
        <translation>金卡</translation>
    </message>
    <message>
        <source>Platinum</source>
        <translation>白金</translation>
    </message>
    <message>
        <source>Ready at once</source>
        <translation>立即就绪</translation>
    </message>
    <message>
        <source>The agent ends it</source>
        <translation>由坐席结束</translation>
    </message>
    <message>
        <source>By the clock, or when the agent finishes</source>
        <translation>到时结束，或坐席提前完成</translation>
    </message>
    <message>
        <source>By the clock only</source>
        <translation>仅到时结束</translation>
    </message>
    <message>
        <source>Only if asked for during the call</source>
        <translation>仅当通话中提出时</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>星期一</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>星期二</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>星期三</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>星期四</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>星期五</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>星期六</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>星期日</translation>
    </message>
    <message>
        <source>%1: new</source>
        <translation>%1：新增</translation>
    </message>
    <message>
        <source>%1: removed</source>
        <translation>%1：已删除</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>The menu says: %1</source>
        <translation>菜单所选：%1</translation>
    </message>
    <message>
        <source>Goes to %1</source>
        <translation>进入 %1</translation>
    </message>
    <message>
        <source>%1 is closed then</source>
        <translation>%1 届时关闭</translation>
    </message>
    <message>
        <source>%1 is full</source>
        <translation>%1 已满</translation>
    </message>
    <message>
        <source>Is sent on to %1</source>
        <translation>转到 %1</translation>
    </message>
    <message>
        <source>Is told so, and the call ends</source>
        <translation>告知客户后结束通话</translation>
    </message>
    <message>
        <source>Goes before all others</source>
        <translation>先于所有其他来电</translation>
    </message>
    <message>
        <source>Has %2 points: as if they had waited %3 s already</source>
        <translation>有 %2 分：相当于已等候 %3 秒</translation>
    </message>
    <message>
        <source>For %4 s only their relationship manager</source>
        <translation>%4 秒内仅其客户经理可接</translation>
    </message>
    <message>
        <source>Then for %4 s only the manager&apos;s team</source>
        <translation>随后 %4 秒内仅客户经理的团队可接</translation>
    </message>
    <message>
        <source>From %3 s on: whoever serves %1 (%5 can, %6 at work now)</source>
        <translation>第 %3 秒起：%1 的坐席（%5 人可接，%6 人在岗）</translation>
    </message>
    <message>
        <source>From %3 s on also who serves %1 (%5 can, %6 at work now)</source>
        <translation>第 %3 秒起：%1 的坐席也可接（%5 人可接，%6 人在岗）</translation>
    </message>
    <message>
        <source>Nobody can take this call</source>
        <translation>没有人能接这通电话</translation>
    </message>
    <message>
        <source> (opens %1)</source>
        <translation>（%1 开放）</translation>
    </message>
    <message>
        <source>the files, at the first start</source>
        <translation>首次启动时的文件</translation>
    </message>
    <message>
        <source>imported from a file</source>
        <translation>从文件导入</translation>
    </message>
    <message>
        <source>back to version %1</source>
        <translation>恢复到版本 %1</translation>
    </message>
</context>
<context>
    <name>RoutingWindow</name>
    <message>
        <source>Queues and routing</source>
        <translation>队列与路由</translation>
    </message>
    <message>
        <source>New queue</source>
        <translation>新队列</translation>
    </message>
    <message>
        <source>New opening hours</source>
        <translation>新营业时间</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Accounts to review</source>
        <translation>待核对账户</translation>
    </message>
    <message>
        <source>Only to look at</source>
        <translation>仅供查看</translation>
    </message>
    <message>
        <source>config.yaml says something else. It does not count any more: what is here does.</source>
        <translation>config.yaml 的内容不同，但已不再生效：以这里为准。</translation>
    </message>
</context>
<context>
    <name>SaveRow</name>
    <message>
        <source>Why? It is kept with the version.</source>
        <translation>为什么？会随版本保存。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>ScriptHead</name>
    <message>
        <source>Script</source>
        <translation>话术</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更换</translation>
    </message>
    <message>
        <source>Change the script: {title}</source>
        <translation>更换话术：{title}</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation>第{number}步，共{count}步</translation>
    </message>
</context>
<context>
    <name>ScriptView</name>
    <message>
        <source>Getting the script</source>
        <translation>正在读取话术</translation>
    </message>
    <message>
        <source>The script is not here</source>
        <translation>没有读到话术</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>No script is open</source>
        <translation>没有打开的话术</translation>
    </message>
    <message>
        <source>The one for the call opens when you answer.</source>
        <translation>接听后打开这通电话的话术。</translation>
    </message>
    <message>
        <source>Language to say it in</source>
        <translation>说话的语言</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>This is the first step.</source>
        <translation>这是第一步。</translation>
    </message>
    <message>
        <source>Next: {step}</source>
        <translation>下一步：{step}</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Next opens once you have said and ticked what must be said.</source>
        <translation>说完并勾选必说内容后才能继续。</translation>
    </message>
    <message>
        <source>This is the last step.</source>
        <translation>这是最后一步。</translation>
    </message>
    <message>
        <source>Next opens once “{question}” is answered.</source>
        <translation>回答“{question}”后才能继续。</translation>
    </message>
    <message>
        <source>Next opens once you have chosen an answer.</source>
        <translation>选择答案后才能继续。</translation>
    </message>
    <message>
        <source>Kept on this computer</source>
        <translation>保存在这台电脑</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
</context>
<context>
    <name>SeatView</name>
    <message>
        <source>Another desktop has your calls now</source>
        <translation>您的来电现在由另一台桌面处理</translation>
    </message>
    <message>
        <source>Since {time} your calls ring there, and no more here.</source>
        <translation>自 {time} 起，来电在那里振铃，这里不再振铃。</translation>
    </message>
    <message>
        <source>Your call goes on there. The caller heard nothing of the change.</source>
        <translation>您的通话在那里继续，客户不会察觉这次切换。</translation>
    </message>
    <message>
        <source>What you typed here is kept and sent.</source>
        <translation>您在这里输入的内容都会保存并发送。</translation>
    </message>
    <message>
        <source>Taking the seat back</source>
        <translation>正在接管</translation>
    </message>
    <message>
        <source>Take the seat back here</source>
        <translation>改由这里接管</translation>
    </message>
    <message>
        <source>Sign out here</source>
        <translation>在这里退出登录</translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Calls ring on</source>
        <translation>来电铃声设备</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Bring the window to the front when a call comes</source>
        <translation>来电时把窗口移到最前</translation>
    </message>
    <message>
        <source>What you type in another program stays there.</source>
        <translation>您在其他程序中的输入不受影响。</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>The system&apos;s own choice</source>
        <translation>系统默认设备</translation>
    </message>
    <message>
        <source>The one chosen before (not connected)</source>
        <translation>之前选择的设备（未连接）</translation>
    </message>
    <message>
        <source>This computer has no sound system we can use. Calls show on the screen.</source>
        <translation>这台电脑没有可用的声音系统。来电会显示在屏幕上。</translation>
    </message>
    <message>
        <source>No sound device was found. Calls show on the screen.</source>
        <translation>没有找到声音设备。来电会显示在屏幕上。</translation>
    </message>
    <message>
        <source>The chosen device is not connected. Calls ring on the system&apos;s own choice.</source>
        <translation>选择的设备未连接。来电使用系统默认设备。</translation>
    </message>
</context>
<context>
    <name>ShortcutsView</name>
    <message>
        <source>All shortcuts</source>
        <translation>全部快捷键</translation>
    </message>
    <message>
        <source>No plain letter or digit does anything: type freely.</source>
        <translation>单个字母或数字不会触发操作，请放心输入。</translation>
    </message>
    <message>
        <source>Choose an answer or outcome</source>
        <translation>选择答案或结果</translation>
    </message>
    <message>
        <source>Close what lies over the window</source>
        <translation>关闭浮层</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>话术</translation>
    </message>
    <message>
        <source>Notes and forms</source>
        <translation>记录与表单</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
</context>
<context>
    <name>SignedIn</name>
    <message>
        <source>Close while you have a call?</source>
        <translation>通话中要关闭吗？</translation>
    </message>
    <message>
        <source>The caller stays on the line and hears you no more. Your notes are kept.</source>
        <translation>来电者仍在线上，但听不到您。您的记录已保留。</translation>
    </message>
    <message>
        <source>Close it</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>留下</translation>
    </message>
</context>
<context>
    <name>SourceLabels</name>
    <message>
        <source>{system}: asking</source>
        <translation>{system}：查询中</translation>
    </message>
    <message>
        <source>{system} not answering</source>
        <translation>{system}没有回应</translation>
    </message>
    <message>
        <source>{count} loaded {when}</source>
        <translation>{count}个系统 {when} 载入</translation>
    </message>
    <message>
        <source>Customer data live</source>
        <translation>客户资料为实时</translation>
    </message>
    <message>
        <source>{system} live</source>
        <translation>{system}实时</translation>
    </message>
    <message>
        <source>{count} systems live</source>
        <translation>{count}个系统实时</translation>
    </message>
</context>
<context>
    <name>StateSelector</name>
    <message>
        <source>Your state: {state}</source>
        <translation>您的状态：{state}</translation>
    </message>
    <message>
        <source>Change your state</source>
        <translation>更改您的状态</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Not ready: {reason}</source>
        <translation>未就绪：{reason}</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>After this call</source>
        <translation>此次通话后</translation>
    </message>
    <message>
        <source>No planned end</source>
        <translation>不设结束时间</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} 分钟</translation>
    </message>
    <message>
        <source>{length}, until {time}</source>
        <translation>{length}，到 {time}</translation>
    </message>
    <message>
        <source>With wrap-up after this call</source>
        <translation>此次通话后要话后处理</translation>
    </message>
    <message>
        <source>Without wrap-up after this call</source>
        <translation>此次通话后不要话后处理</translation>
    </message>
    <message>
        <source>Cancel the choice: ready after this call</source>
        <translation>取消选择：通话后就绪</translation>
    </message>
    <message>
        <source>Going ready</source>
        <translation>正在转为就绪</translation>
    </message>
    <message>
        <source>Going not ready</source>
        <translation>正在转为未就绪</translation>
    </message>
    <message>
        <source>Going offline</source>
        <translation>正在转为离线</translation>
    </message>
    <message>
        <source>{state}, then {next}</source>
        <translation>{state}，之后{next}</translation>
    </message>
    <message>
        <source>{state} until {time}</source>
        <translation>{state}，到 {time}</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保持中</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>未就绪</translation>
    </message>
    <message>
        <source>Why am I in this state?</source>
        <translation>我为何处于此状态？</translation>
    </message>
    <message>
        <source>On a call</source>
        <translation>通话中</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>话后处理</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>You have signed in. Choose Ready to take calls.</source>
        <translation>您已登录。选择“就绪”即可接听来电。</translation>
    </message>
    <message>
        <source>The system did this: calls were offered and not answered.</source>
        <translation>由系统设定：来电振铃但未接听。</translation>
    </message>
    <message>
        <source>The system did this: your line or your link was away.</source>
        <translation>由系统设定：您的线路或网络曾中断。</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>休息</translation>
    </message>
    <message>
        <source>Lunch</source>
        <translation>午餐</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>培训</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>会议</translation>
    </message>
    <message>
        <source>Back office</source>
        <translation>后台工作</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>已登录</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>无人接听</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接中断</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Panel</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
</context>
<context>
    <name>StepPage</name>
    <message>
        <source>Say this</source>
        <translation>请这样说</translation>
    </message>
    <message>
        <source>The script is done. Finish the call, then choose the outcome.</source>
        <translation>话术已完成。结束通话后选择结果。</translation>
    </message>
</context>
<context>
    <name>StrandedView</name>
    <message>
        <source>Notes that could not be sent</source>
        <translation>无法发送的记录</translation>
    </message>
    <message>
        <source>Notes and answers that could not be sent</source>
        <translation>无法发送的记录和回答</translation>
    </message>
    <message>
        <source>The calls of these notes are finished. Copy what is still needed.</source>
        <translation>这些记录的通话已结束。请复制仍需要的内容。</translation>
    </message>
    <message>
        <source>Copy what is still needed.</source>
        <translation>请复制仍需要的内容。</translation>
    </message>
    <message>
        <source>The call is finished.</source>
        <translation>通话已结束。</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>{what}: {answer}</source>
        <translation>{what}：{answer}</translation>
    </message>
    <message>
        <source>{script}: the call is finished.</source>
        <translation>{script}：通话已结束。</translation>
    </message>
    <message>
        <source>{script}: other answers were saved elsewhere.</source>
        <translation>{script}：别处已保存了不同的回答。</translation>
    </message>
    <message>
        <source>{script}: the server does not take them.</source>
        <translation>{script}：服务器不接受这些回答。</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation>往来记录</translation>
    </message>
    <message>
        <source>Past contacts</source>
        <translation>往来记录</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>{shown} shown of {all}, newest first</source>
        <translation>共{all}条，显示{shown}条，最新在前</translation>
    </message>
    <message>
        <source>Getting past contacts</source>
        <translation>正在读取往来记录</translation>
    </message>
    <message>
        <source>No contact over {channel}</source>
        <translation>没有通过{channel}的往来</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>No contact before this one</source>
        <translation>此前没有往来</translation>
    </message>
    <message>
        <source>The customer has not called, written or come by so far.</source>
        <translation>客户至今没有来电、来信或到访。</translation>
    </message>
    <message>
        <source>No customer yet</source>
        <translation>还没有客户</translation>
    </message>
    <message>
        <source>Past contacts show here once it is known who calls.</source>
        <translation>确认来电客户后，这里显示往来记录。</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Handled</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>My average</source>
        <translation>我的平均</translation>
    </message>
    <message>
        <source>Find a customer or action</source>
        <translation>查找客户或操作</translation>
    </message>
    <message>
        <source>Change the language to Chinese</source>
        <translation>切换为中文</translation>
    </message>
    <message>
        <source>Change to English</source>
        <translation>切换为英文</translation>
    </message>
    <message>
        <source>{count} queues</source>
        <translation>{count}个队列</translation>
    </message>
    <message>
        <source>{queue} queue</source>
        <translation>{queue}队列</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count}人等候</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>最长等候</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>Link good</source>
        <translation>连接良好</translation>
    </message>
    <message>
        <source>Link slow</source>
        <translation>连接缓慢</translation>
    </message>
    <message>
        <source>No link</source>
        <translation>连接断开</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>已退出</translation>
    </message>
    <message>
        <source>{state}: the server answers in {count} ms</source>
        <translation>{state}：服务器响应 {count} 毫秒</translation>
    </message>
    <message>
        <source>Ext {number}</source>
        <translation>分机 {number}</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
</context>
<context>
    <name>TrialCallerView</name>
    <message>
        <source>Trial caller</source>
        <translation>试用来电</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>姓名或号码</translation>
    </message>
    <message>
        <source>Who calls</source>
        <translation>谁来电</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>拨打</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>挂断</translation>
    </message>
    <message>
        <source>The bank&apos;s systems</source>
        <translation>银行系统</translation>
    </message>
    <message>
        <source>Core banking</source>
        <translation>核心银行</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>银行卡</translation>
    </message>
    <message>
        <source>Loans</source>
        <translation>贷款</translation>
    </message>
    <message>
        <source>Insurance</source>
        <translation>保险</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>共用号码</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Withheld</source>
        <translation>隐藏号码</translation>
    </message>
    <message>
        <source>The caller hears</source>
        <translation>来电者听到</translation>
    </message>
    <message>
        <source>Keys: {keys}</source>
        <translation>按键：{keys}</translation>
    </message>
    <message>
        <source>Keys: a number and #. {name} has {number}</source>
        <translation>按键：号码加 #。{name} 的号码是 {number}</translation>
    </message>
    <message>
        <source>{number} · {count} people</source>
        <translation>{number} · {count}人</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>缓慢</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>A number that no customer has.</source>
        <translation>没有客户使用的号码。</translation>
    </message>
    <message>
        <source>The call comes without a number.</source>
        <translation>来电不显示号码。</translation>
    </message>
    <message>
        <source>Looking for people…</source>
        <translation>正在查找客户…</translation>
    </message>
    <message>
        <source>Nobody is found. Change what you typed.</source>
        <translation>没有找到。请修改输入。</translation>
    </message>
    <message>
        <source>No call</source>
        <translation>没有来电</translation>
    </message>
    <message>
        <source>In the entry menu</source>
        <translation>在语音菜单中</translation>
    </message>
    <message>
        <source>It rings</source>
        <translation>正在振铃</translation>
    </message>
    <message>
        <source>Talking to the agent</source>
        <translation>正在与座席通话</translation>
    </message>
    <message>
        <source>On hold, hears music</source>
        <translation>保持中，正在听音乐</translation>
    </message>
    <message>
        <source>The call has ended</source>
        <translation>通话已结束</translation>
    </message>
</context>
<context>
    <name>UnfinishedView</name>
    <message>
        <source>Calls without an outcome</source>
        <translation>未选结果的通话</translation>
    </message>
    <message>
        <source>Getting your calls</source>
        <translation>正在读取您的通话</translation>
    </message>
    <message>
        <source>1 finished</source>
        <translation>已完成1通</translation>
    </message>
    <message>
        <source>{count} finished</source>
        <translation>已完成{count}通</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>正在完成</translation>
    </message>
    <message>
        <source>Finish this call</source>
        <translation>完成此通电话</translation>
    </message>
    <message>
        <source>Your calls cannot be read</source>
        <translation>无法读取您的通话</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Nothing left to finish</source>
        <translation>没有待完成的通话</translation>
    </message>
    <message>
        <source>Each of your calls has its outcome.</source>
        <translation>您的每通电话都已选结果。</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>未知来电者</translation>
    </message>
    <message>
        <source>{name}, {subject}</source>
        <translation>{name}，{subject}</translation>
    </message>
</context>
<context>
    <name>ValueCard</name>
    <message>
        <source>Held with us</source>
        <translation>在本行资产</translation>
    </message>
    <message>
        <source>without {systems}</source>
        <translation>不含{systems}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Held {amount}</source>
        <translation>资产 {amount}</translation>
    </message>
    <message>
        <source>Owed {amount}</source>
        <translation>欠款 {amount}</translation>
    </message>
</context>
<context>
    <name>VersionsPanel</name>
    <message>
        <source>Go back to it</source>
        <translation>恢复到此版本</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
</context>
<context>
    <name>WaitingLine</name>
    <message>
        <source>Call waiting for you.</source>
        <translation>有来电等您接听。</translation>
    </message>
    <message>
        <source>Keep typing, or press</source>
        <translation>可继续输入，或按</translation>
    </message>
    <message>
        <source>to answer.</source>
        <translation>接听。</translation>
    </message>
    <message>
        <source>Your note is kept.</source>
        <translation>您的记录已保留。</translation>
    </message>
</context>
<context>
    <name>WrapUpView</name>
    <message>
        <source>Wrap-up</source>
        <translation>话后处理</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Then you are ready for the next call.</source>
        <translation>之后您可以接听下一通来电。</translation>
    </message>
    <message>
        <source>of {time}</source>
        <translation>/ {time}</translation>
    </message>
    <message>
        <source>Back to the script</source>
        <translation>回到话术</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>正在完成</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>What the call came to</source>
        <translation>通话结果</translation>
    </message>
    <message>
        <source>left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>{time} more</source>
        <translation>延长 {time}</translation>
    </message>
    <message>
        <source>The time is up. Choose an outcome: that ends the wrap-up.</source>
        <translation>时间已到。选择结果后，话后处理即结束。</translation>
    </message>
    <message>
        <source>Choose it now or after the call. You can change it until you finish.</source>
        <translation>现在或通话后都可以选。完成之前可以更改。</translation>
    </message>
    <message>
        <source>It lasts until you finish.</source>
        <translation>由您结束。</translation>
    </message>
    <message>
        <source>It ends at {time}, not before.</source>
        <translation>{time} 结束，不能提前。</translation>
    </message>
    <message>
        <source>It ends at {time} if an outcome is chosen, or when you finish.</source>
        <translation>选好结果后于 {time} 结束，或由您提前完成。</translation>
    </message>
    <message>
        <source>It ends at {time}, or when you finish.</source>
        <translation>{time} 结束，或由您提前完成。</translation>
    </message>
    <message>
        <source>Kept: {outcome}</source>
        <translation>已保存：{outcome}</translation>
    </message>
    <message>
        <source>Not kept yet: {outcome}</source>
        <translation>尚未保存：{outcome}</translation>
    </message>
    <message>
        <source>Then you are offline.</source>
        <translation>之后您将离线。</translation>
    </message>
    <message>
        <source>Then you are not ready, as you chose.</source>
        <translation>之后按您的选择转为未就绪。</translation>
    </message>
    <message>
        <source>The caller hung up.</source>
        <translation>来电者已挂断。</translation>
    </message>
    <message>
        <source>You hung up.</source>
        <translation>您已挂断。</translation>
    </message>
    <message>
        <source>The line broke.</source>
        <translation>线路中断。</translation>
    </message>
</context>
<context>
    <name>_LinkRow</name>
    <message>
        <source>Call</source>
        <translation>拨打</translation>
    </message>
    <message>
        <source>This is the caller</source>
        <translation>这就是来电者</translation>
    </message>
    <message>
        <source>Back to the caller</source>
        <translation>回到来电者</translation>
    </message>
    <message>
        <source>Being linked</source>
        <translation>正在关联</translation>
    </message>
</context>
<context>
    <name>_Mark</name>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>未问</translation>
    </message>
</context>
<context>
    <name>_Pick</name>
    <message>
        <source>{count} customers share this number</source>
        <translation>{count}位客户共用这个号码</translation>
    </message>
    <message>
        <source>{number}. Ask who is calling, then choose.</source>
        <translation>{number}。请询问是谁来电，再选择。</translation>
    </message>
    <message>
        <source>Ask who is calling, then choose.</source>
        <translation>请询问是谁来电，再选择。</translation>
    </message>
    <message>
        <source>Someone else</source>
        <translation>其他人</translation>
    </message>
</context>
<context>
    <name>_Question</name>
    <message>
        <source>Being checked</source>
        <translation>正在核实</translation>
    </message>
    <message>
        <source>Check the answer</source>
        <translation>核对回答</translation>
    </message>
    <message>
        <source>The answer is right</source>
        <translation>回答正确</translation>
    </message>
    <message>
        <source>It is wrong</source>
        <translation>回答错误</translation>
    </message>
    <message>
        <source>Another question  ↓</source>
        <translation>换一个问题  ↓</translation>
    </message>
    <message>
        <source>Close  Esc</source>
        <translation>关闭  Esc</translation>
    </message>
    <message>
        <source>21 6 1979 or 1979-06-21</source>
        <translation>21 6 1979 或 1979-06-21</translation>
    </message>
    <message>
        <source>Last {count} characters</source>
        <translation>最后 {count} 位</translation>
    </message>
    <message>
        <source>What the caller says</source>
        <translation>来电者所说的内容</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Let go of it</source>
        <translation>不再保留</translation>
    </message>
</context>
</TS>
