<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AccountAnswer</name>
    <message>
        <source>Choose an account</source>
        <translation>选择账户</translation>
    </message>
    <message>
        <source>No accounts to choose from</source>
        <translation>没有可选的账户</translation>
    </message>
    <message>
        <source>The account chosen before</source>
        <translation>之前选定的账户</translation>
    </message>
</context>
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
    <name>AccountsTable</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Accounts of this person</source>
        <translation>此人的账户</translation>
    </message>
    <message>
        <source>Possibly the same person</source>
        <translation>可能是同一人</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>查到的客户</translation>
    </message>
    <message>
        <source>Nobody else was found</source>
        <translation>没有查到其他人</translation>
    </message>
    <message>
        <source>Not merged</source>
        <translation>未合并</translation>
    </message>
    <message>
        <source>{day}, by a person</source>
        <translation>{day} 人工合并</translation>
    </message>
    <message>
        <source>{day}, by likeness</source>
        <translation>{day} 自动合并</translation>
    </message>
</context>
<context>
    <name>AccountsWindow</name>
    <message>
        <source>Accounts of a customer</source>
        <translation>客户的账户</translation>
    </message>
    <message>
        <source>Accounts of this person, and others</source>
        <translation>此人的账户及其他账户</translation>
    </message>
    <message>
        <source>Find an account</source>
        <translation>查找账户</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Another customer</source>
        <translation>换一位客户</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Why, if it helps whoever asks later</source>
        <translation>理由（可选，供日后查询）</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>来意</translation>
    </message>
    <message>
        <source>Getting the accounts</source>
        <translation>正在获取账户</translation>
    </message>
    <message>
        <source>Find another account: name or number</source>
        <translation>查找另一个账户：姓名或号码</translation>
    </message>
    <message>
        <source>Find a customer: name or number</source>
        <translation>查找客户：姓名或号码</translation>
    </message>
    <message>
        <source>Choose an account to see it beside this person&apos;s.</source>
        <translation>选择一个账户，与此人的账户并列查看。</translation>
    </message>
    <message>
        <source>Choose whose accounts to see.</source>
        <translation>请选择要查看谁的账户。</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>正在查找</translation>
    </message>
    <message>
        <source>Whose accounts?</source>
        <translation>查看谁的账户？</translation>
    </message>
    <message>
        <source>Type a name or a number, and press Enter.</source>
        <translation>输入姓名或号码，然后按 Enter。</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>移出</translation>
    </message>
    <message>
        <source>Two people</source>
        <translation>两个人</translation>
    </message>
    <message>
        <source>Two accounts side by side</source>
        <translation>两个账户并列查看</translation>
    </message>
    <message>
        <source>Here you see how far two accounts agree, before you merge them or take one out.</source>
        <translation>合并或移出账户之前，可在此查看两个账户的吻合程度。</translation>
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
        <source>{other} is taken out, and stays out.</source>
        <translation>{other} 已移出，今后不再自动合并。</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
</context>
<context>
    <name>ActionRow</name>
    <message>
        <source>required</source>
        <translation>必须完成</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Go on without it</source>
        <translation>不办此项，继续</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>再查询一次</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>核实</translation>
    </message>
    <message>
        <source>To what must be said</source>
        <translation>前往须告知的内容</translation>
    </message>
    <message>
        <source>I have done it by hand</source>
        <translation>我已人工办理</translation>
    </message>
    <message>
        <source>{action}: working on it</source>
        <translation>{action}：正在办理</translation>
    </message>
    <message>
        <source>{action}: done</source>
        <translation>{action}：已完成</translation>
    </message>
    <message>
        <source>{action}: refused</source>
        <translation>{action}：被拒绝</translation>
    </message>
    <message>
        <source>{action}: not known whether it is done</source>
        <translation>{action}：不确定是否已完成</translation>
    </message>
    <message>
        <source>{action}: not done</source>
        <translation>{action}：未办理</translation>
    </message>
    <message>
        <source>{action}: done by hand</source>
        <translation>{action}：已人工办理</translation>
    </message>
    <message>
        <source>Say first what must be said before this, and tick it.</source>
        <translation>请先向客户说明必须告知的内容并勾选，之后才能办理。</translation>
    </message>
    <message>
        <source>The bank’s system has done it, and it was ticked as done by hand. Look whether it is done twice.</source>
        <translation>银行系统已办理，而此前也已标记为人工办理。请核对是否重复办理。</translation>
    </message>
    <message>
        <source>The telephone system is asked. Until it has confirmed, nothing is paused.</source>
        <translation>正在请求电话系统。确认之前，录音没有暂停。</translation>
    </message>
    <message>
        <source>The bank’s system is asked. That takes up to 5 seconds.</source>
        <translation>正在询问银行系统，最多需要 5 秒。</translation>
    </message>
    <message>
        <source>No answer came. It may be done or not; asking again does not do it twice.</source>
        <translation>系统没有回应，可能已办理，也可能没有。再查询不会重复办理。</translation>
    </message>
    <message>
        <source>It has gone out already, and cannot be taken back.</source>
        <translation>已经发出，无法撤回。</translation>
    </message>
    <message>
        <source>No system here can do this yet. Do it as you do today, then tick it.</source>
        <translation>这里还没有系统可以办理。请照现有方式办好后，在此确认。</translation>
    </message>
    <message>
        <source>Full check needed before you {action}.</source>
        <translation>{action}前需要完整核实。</translation>
    </message>
    <message>
        <source>Basic check needed before you {action}.</source>
        <translation>{action}前需要基本核实。</translation>
    </message>
    <message>
        <source>Full check needed first.</source>
        <translation>需要先完成完整核实。</translation>
    </message>
    <message>
        <source>Basic check needed first.</source>
        <translation>需要先完成基本核实。</translation>
    </message>
    <message>
        <source>Noted as not done: your role may not do this. It is for: {roles}.</source>
        <translation>已记为未办理：您的角色无权办理此项，可办理的角色：{roles}。</translation>
    </message>
    <message>
        <source>Your role may not do this. It is for: {roles}. Pass the caller on, or go on without it.</source>
        <translation>您的角色无权办理此项，可办理的角色：{roles}。请转接客户，或不办此项继续。</translation>
    </message>
    <message>
        <source>The recording cannot be changed any more.</source>
        <translation>录音状态已无法更改。</translation>
    </message>
    <message>
        <source>It cannot be done here. Nothing was done.</source>
        <translation>此处无法办理，未作任何更改。</translation>
    </message>
    <message>
        <source>The bank’s system did not take it. Nothing was done.</source>
        <translation>银行系统没有接收，未作任何更改。</translation>
    </message>
    <message>
        <source>The call is with no customer yet. Link it first.</source>
        <translation>来电还没有对应的客户，请先关联客户。</translation>
    </message>
    <message>
        <source>Whoever asked for it has no right to it. Nothing was done.</source>
        <translation>发起人无权办理此项，未作任何更改。</translation>
    </message>
    <message>
        <source>NOT paused. The telephone system has not confirmed it, and it still records.</source>
        <translation>录音未暂停。电话系统没有确认，仍在录音。</translation>
    </message>
    <message>
        <source>The recording does not go on yet: the telephone system has not confirmed it.</source>
        <translation>录音尚未恢复：电话系统没有确认。</translation>
    </message>
    <message>
        <source>No complaint is recorded in this call yet.</source>
        <translation>这通电话还没有登记投诉。</translation>
    </message>
    <message>
        <source>Nobody has taken the caller over yet.</source>
        <translation>还没有人接过这位来电者。</translation>
    </message>
    <message>
        <source>This is done elsewhere, by hand. Nothing was done here.</source>
        <translation>此事须在别处人工办理，这里未作任何处理。</translation>
    </message>
    <message>
        <source>There is no such outcome any more. Choose one at the end of the call.</source>
        <translation>该通话结果已不存在，请在通话结束时选择。</translation>
    </message>
    <message>
        <source>That day is past. Nothing was planned.</source>
        <translation>该日期已过，未安排跟进。</translation>
    </message>
    <message>
        <source>That day is more than two years away. Nothing was planned.</source>
        <translation>该日期在两年以后，未安排跟进。</translation>
    </message>
    <message>
        <source>The customer does not wish such messages. Nothing was sent.</source>
        <translation>客户不希望收到此类消息，未发送。</translation>
    </message>
    <message>
        <source>The bank’s system does not allow it. Nothing was done.</source>
        <translation>银行系统不允许办理，未作任何更改。</translation>
    </message>
    <message>
        <source>The customer has not agreed to advertising this way. Nothing was sent.</source>
        <translation>客户未同意以此方式接收推广，未发送。</translation>
    </message>
    <message>
        <source>There is no number to reach the customer on. Nothing was done.</source>
        <translation>没有可联系客户的号码，未作任何操作。</translation>
    </message>
    <message>
        <source>We have no e-mail address of the customer. Nothing was sent.</source>
        <translation>没有客户的电子邮箱，未发送。</translation>
    </message>
    <message>
        <source>No mail server is set up here. Nothing was sent.</source>
        <translation>此处未设置邮件服务器，未发送。</translation>
    </message>
    <message>
        <source>There is no such template any more. Nothing was sent.</source>
        <translation>该模板已不存在，未发送。</translation>
    </message>
    <message>
        <source>This template needs words of its own. Nothing was sent.</source>
        <translation>该模板需要自拟内容，未发送。</translation>
    </message>
    <message>
        <source>The text is too long. Nothing was sent.</source>
        <translation>内容过长，未发送。</translation>
    </message>
    <message>
        <source>The customer’s record is no longer there. Nothing was sent.</source>
        <translation>客户资料已不存在，未发送。</translation>
    </message>
    <message>
        <source>Taken back before it went out. Nothing was sent.</source>
        <translation>已在发出前撤回，未发送。</translation>
    </message>
    <message>
        <source>The customer is promised a call already. Nothing was added.</source>
        <translation>已约定给该客户回电，未重复登记。</translation>
    </message>
    <message>
        <source>A colleague has this call to make. Nothing was added.</source>
        <translation>这通回电由同事负责，未重复登记。</translation>
    </message>
    <message>
        <source>Somebody else answers at this number. Nothing was promised.</source>
        <translation>该号码由他人接听，未约定回电。</translation>
    </message>
    <message>
        <source>Done at {time} with {what}.</source>
        <translation>{time} 已办理：{what}。</translation>
    </message>
    <message>
        <source>Done by hand at {time} with {what}.</source>
        <translation>{time} 已人工办理：{what}。</translation>
    </message>
    <message>
        <source>Asked for at {time} with {what}: not known whether it is done.</source>
        <translation>{time} 已提交：{what}，不确定是否已完成。</translation>
    </message>
    <message>
        <source>other details</source>
        <translation>其他内容</translation>
    </message>
    <message>
        <source>Asked for with {what}: not known whether it is done.</source>
        <translation>已提交：{what}，不确定是否已完成。</translation>
    </message>
</context>
<context>
    <name>AdherencePage</name>
    <message>
        <source>Adherence cannot be read now</source>
        <translation>现在读不到遵时情况</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Nobody has a shift on this day</source>
        <translation>这一天没有人排班</translation>
    </message>
    <message>
        <source>Bring a shift plan in on the third page; then each agent&apos;s day is compared with it.</source>
        <translation>在第三页导入排班，之后每位坐席的一天都会与排班对照。</translation>
    </message>
    <message>
        <source>{count} agents, adherence {share} %</source>
        <translation>{count} 位坐席，遵时率 {share} %</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>{count} not as planned now</source>
        <translation>{count} 人现在未按排班</translation>
    </message>
    <message>
        <source>as of {time}</source>
        <translation>截至 {time}</translation>
    </message>
    <message>
        <source>Agents against their plan, those who do not as planned first</source>
        <translation>坐席与排班对照，未按排班者在前</translation>
    </message>
    <message>
        <source>Getting the agents</source>
        <translation>正在读取坐席</translation>
    </message>
</context>
<context>
    <name>AdherenceTable</name>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>班次</translation>
    </message>
    <message>
        <source>Planned now</source>
        <translation>现在的安排</translation>
    </message>
    <message>
        <source>Does</source>
        <translation>实际状态</translation>
    </message>
    <message>
        <source>Adherence</source>
        <translation>遵时</translation>
    </message>
    <message>
        <source>Conformance</source>
        <translation>工时达成</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>迟到</translation>
    </message>
    <message>
        <source>Gone early</source>
        <translation>早退</translation>
    </message>
    <message>
        <source>Breaks</source>
        <translation>休息</translation>
    </message>
    <message>
        <source>{taken} of {planned}</source>
        <translation>{taken}，安排 {planned}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>接听</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>小休</translation>
    </message>
    <message>
        <source>Meal</source>
        <translation>用餐</translation>
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
        <source>Ready</source>
        <translation>就绪</translation>
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
        <source>Signed out</source>
        <translation>已退出</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>未就绪</translation>
    </message>
</context>
<context>
    <name>AgainBand</name>
    <message>
        <source>Open that call</source>
        <translation>打开那次来电</translation>
    </message>
    <message>
        <source>Open these calls</source>
        <translation>查看这些来电</translation>
    </message>
    <message>
        <source>Second call about this in a week.</source>
        <translation>一周内第二次就此事来电。</translation>
    </message>
    <message>
        <source>Third call about this in a week.</source>
        <translation>一周内第三次就此事来电。</translation>
    </message>
    <message>
        <source>Call number {count} about this in a week.</source>
        <translation>一周内第 {count} 次就此事来电。</translation>
    </message>
    <message>
        <source>Second call in a week.</source>
        <translation>一周内第二次来电。</translation>
    </message>
    <message>
        <source>Third call in a week.</source>
        <translation>一周内第三次来电。</translation>
    </message>
    <message>
        <source>Call number {count} in a week.</source>
        <translation>一周内第 {count} 次来电。</translation>
    </message>
    <message>
        <source>The one before was on {day}.</source>
        <translation>上一次在{day}。</translation>
    </message>
    <message>
        <source>{name} took the first, {day}.</source>
        <translation>第一次由 {name} 接听，{day}。</translation>
    </message>
    <message>
        <source>{name} took the one before, {day}.</source>
        <translation>上一次由 {name} 接听，{day}。</translation>
    </message>
</context>
<context>
    <name>AgeLabel</name>
    <message>
        <source>as of {time} today</source>
        <translation>今天 {time}</translation>
    </message>
    <message>
        <source>as of yesterday, {time}</source>
        <translation>昨天 {time}</translation>
    </message>
    <message>
        <source>as of {day}, {time}</source>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <source>Loaded, {when}</source>
        <translation>数据截至{when}</translation>
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
        <source>More skills are listed under Skills, at the left.</source>
        <translation>更多技能请在左侧“技能”中添加。</translation>
    </message>
    <message>
        <source>Who gave what</source>
        <translation>调整记录</translation>
    </message>
    <message>
        <source>Nothing was given or taken here yet.</source>
        <translation>还没有调整过。</translation>
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
    <name>AlertsPanel</name>
    <message>
        <source>Alerts</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>more may come</source>
        <translation>稍后或有更多</translation>
    </message>
    <message>
        <source>not all could be read</source>
        <translation>未能全部读取</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
    <message>
        <source>Alerts could not be read</source>
        <translation>未能读取提醒</translation>
    </message>
    <message>
        <source>Nothing so far</source>
        <translation>暂时没有</translation>
    </message>
    <message>
        <source>Nothing to know before you speak</source>
        <translation>没有需要先知道的事</translation>
    </message>
</context>
<context>
    <name>AlongRows</name>
    <message>
        <source>Add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>Or drop files here, or paste a picture</source>
        <translation>也可把文件拖到这里，或粘贴图片</translation>
    </message>
    <message>
        <source>Up to {size} MB each: pictures, PDF, Word, Excel, text. Drop them here, or paste a picture.</source>
        <translation>每个不超过 {size} MB：图片、PDF、Word、Excel、文本。可拖到这里，或粘贴图片。</translation>
    </message>
    <message>
        <source>Attach the recording</source>
        <translation>附上本次通话录音</translation>
    </message>
    <message>
        <source>Send the number by SMS</source>
        <translation>登记后短信告知编号</translation>
    </message>
    <message>
        <source>Vulnerable</source>
        <translation>需特别关照</translation>
    </message>
    <message>
        <source>Regulator</source>
        <translation>涉及监管</translation>
    </message>
    <message>
        <source>Lawyer or court</source>
        <translation>涉及律师或法院</translation>
    </message>
    <message>
        <source>Special:</source>
        <translation>特别情况：</translation>
    </message>
    <message>
        <source>Take {name} out</source>
        <translation>去掉 {name}</translation>
    </message>
</context>
<context>
    <name>AlterationNote</name>
    <message>
        <source>“{question}” is answered another way</source>
        <translation>“{question}”的回答已更改</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Falls away: {steps}.</source>
        <translation>不再需要：{steps}。</translation>
    </message>
    <message>
        <source>Comes in: {steps}.</source>
        <translation>新增步骤：{steps}。</translation>
    </message>
    <message>
        <source>answers: {count}</source>
        <translation>{count} 项回答</translation>
    </message>
    <message>
        <source>statements: {count}</source>
        <translation>{count} 条告知</translation>
    </message>
    <message>
        <source>actions: {count}</source>
        <translation>{count} 项操作</translation>
    </message>
    <message>
        <source>No longer counts: {what}.</source>
        <translation>不再计入：{what}。</translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>unknown caller</source>
        <translation>未知来电</translation>
    </message>
    <message>
        <source>Taken: {name}</source>
        <translation>已接下回电：{name}</translation>
    </message>
    <message>
        <source>Callback for you: {name}</source>
        <translation>有回电给您：{name}</translation>
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
    <name>AttachView</name>
    <message>
        <source>Name, in either script</source>
        <translation>姓名，中英文均可</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>证件</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Asked about</source>
        <translation>咨询了</translation>
    </message>
    <message>
        <source>Agreed to be contacted</source>
        <translation>同意联系方式</translation>
    </message>
    <message>
        <source>Note the number of this call with them</source>
        <translation>将此号码记到其名下</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>What is kept of them</source>
        <translation>已记下的内容</translation>
    </message>
    <message>
        <source>Who was it?</source>
        <translation>是谁来电？</translation>
    </message>
    <message>
        <source>Show {count} more</source>
        <translation>再显示{count}位</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>None of these: keep a new card</source>
        <translation>都不是：新建卡片</translation>
    </message>
    <message>
        <source>Keep a new card</source>
        <translation>新建卡片</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>Looking on record</source>
        <translation>正在查找记录</translation>
    </message>
    <message>
        <source>Nobody on record seems to be the same</source>
        <translation>记录中似乎没有此人</translation>
    </message>
    <message>
        <source>On record, {count} may be the same</source>
        <translation>记录中有{count}位可能是同一人</translation>
    </message>
    <message>
        <source>On record, may be the same</source>
        <translation>记录中可能是同一人</translation>
    </message>
    <message>
        <source>Look at the others who may be the same first.</source>
        <translation>请先查看其余可能是同一人的客户。</translation>
    </message>
    <message>
        <source>Type a name, a number or a document, so that they are found again.</source>
        <translation>请填写姓名、号码或证件，以便下次找到。</translation>
    </message>
    <message>
        <source>A card is no customer: it is found again at the next call, and by search.</source>
        <translation>卡片不是客户：下次来电和搜索时可找到。</translation>
    </message>
</context>
<context>
    <name>Authoring</name>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>审核中</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>已发布</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Loans</source>
        <translation>贷款</translation>
    </message>
    <message>
        <source>Deposits</source>
        <translation>存款</translation>
    </message>
    <message>
        <source>Wealth</source>
        <translation>财富管理</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>综合服务</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>安全</translation>
    </message>
    <message>
        <source>Calls we make</source>
        <translation>外呼</translation>
    </message>
    <message>
        <source>Without a group</source>
        <translation>未分组</translation>
    </message>
    <message>
        <source>No errors</source>
        <translation>没有错误</translation>
    </message>
    <message>
        <source>Fix 1 error</source>
        <translation>改正1处错误</translation>
    </message>
    <message>
        <source>Fix {count} errors</source>
        <translation>改正{count}处错误</translation>
    </message>
    <message>
        <source>Nothing to look at again</source>
        <translation>没有需要再看的地方</translation>
    </message>
    <message>
        <source>1 warning to look at</source>
        <translation>1处提醒待查看</translation>
    </message>
    <message>
        <source>{count} warnings to look at</source>
        <translation>{count}处提醒待查看</translation>
    </message>
    <message>
        <source>English and 中文 both complete</source>
        <translation>中英文均已写全</translation>
    </message>
    <message>
        <source>{count} texts are not in both languages</source>
        <translation>{count}处文字缺一种语言</translation>
    </message>
    <message>
        <source>No way misses a required statement</source>
        <translation>任何路径都不会漏掉必说内容</translation>
    </message>
    <message>
        <source>{count} required statements can be missed</source>
        <translation>{count}条必说内容可能被漏掉</translation>
    </message>
    <message>
        <source>A version number of its own</source>
        <translation>版本号未被占用</translation>
    </message>
    <message>
        <source>This version number is taken: write a higher one</source>
        <translation>版本号已被占用：请写更高的版本号</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>The program, {when}</source>
        <translation>程序自带，{when}</translation>
    </message>
    <message>
        <source>{who}, {when}</source>
        <translation>{who}，{when}</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>暂不处理</translation>
    </message>
</context>
<context>
    <name>AuthoringFoot</name>
    <message>
        <source>{count} scripts, {live} live</source>
        <translation>共{count}个脚本，{live}个已发布</translation>
    </message>
    <message>
        <source>Line {line}, column {column}</source>
        <translation>第{line}行，第{column}列</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>补全</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Saving the draft</source>
        <translation>正在保存草稿</translation>
    </message>
    <message>
        <source>Draft saved {time}</source>
        <translation>草稿已保存 {time}</translation>
    </message>
    <message>
        <source>Kept on this computer until the server answers</source>
        <translation>已存于本机，服务器恢复后自动上传</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
</context>
<context>
    <name>AuthoringWindow</name>
    <message>
        <source>Scripts</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>Text of the script</source>
        <translation>脚本正文</translation>
    </message>
    <message>
        <source>Publish {version}?</source>
        <translation>发布{version}？</translation>
    </message>
    <message>
        <source>Every call from now on opens it. Calls that are on stay with the version they began with.</source>
        <translation>此后的来电都会使用这一版。正在进行的通话仍用开始时的版本。</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Discard {version}?</source>
        <translation>放弃{version}？</translation>
    </message>
    <message>
        <source>The draft and what is in it are gone. What is live stays.</source>
        <translation>草稿及其内容将不复存在，已发布的版本不受影响。</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>It goes back to whoever wrote it, as a draft.</source>
        <translation>它会作为草稿退回给撰写人。</translation>
    </message>
    <message>
        <source>Reject {version}</source>
        <translation>退回{version}</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>No call opens this script any more. It can be rolled back to.</source>
        <translation>此后的来电不再使用这个脚本，日后可以恢复。</translation>
    </message>
    <message>
        <source>Retire {version}</source>
        <translation>停用{version}</translation>
    </message>
    <message>
        <source>Retire</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Its text is published again as a new version, at once.</source>
        <translation>这一版的文字会立即作为新版本重新发布。</translation>
    </message>
    <message>
        <source>Roll back to {version}</source>
        <translation>恢复到{version}</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>恢复</translation>
    </message>
</context>
<context>
    <name>BeginForm</name>
    <message>
        <source>What it is called</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Scorecard</source>
        <translation>评分表</translation>
    </message>
    <message>
        <source>Scored by</source>
        <translation>截止日期</translation>
    </message>
    <message>
        <source>For example: June, calls about disputes</source>
        <translation>例如：六月争议类来电</translation>
    </message>
    <message>
        <source>Who scores the call, each without seeing what the others give</source>
        <translation>由谁评分（各自独立，互不可见）</translation>
    </message>
    <message>
        <source>Ask them to score it</source>
        <translation>请他们评分</translation>
    </message>
    <message>
        <source>Let it be</source>
        <translation>不发起了</translation>
    </message>
    <message>
        <source>{day}, in {days} days</source>
        <translation>{day}（{days} 天后）</translation>
    </message>
    <message>
        <source>Tick two to twenty reviewers. Whoever begins it may be one of them.</source>
        <translation>请勾选 2 至 20 位评审人，发起人也可参加。</translation>
    </message>
    <message>
        <source>It needs a name.</source>
        <translation>请填写名称。</translation>
    </message>
</context>
<context>
    <name>Bell</name>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Nothing warns</source>
        <translation>没有提醒</translation>
    </message>
    <message>
        <source>Complaints: {count} warn</source>
        <translation>投诉：{count} 条提醒</translation>
    </message>
    <message>
        <source>Callbacks: {count} late</source>
        <translation>回电：{count} 通已逾时</translation>
    </message>
    <message>
        <source>Callbacks: {count} for you to decide</source>
        <translation>回电：{count} 项待您处理</translation>
    </message>
    <message>
        <source>Messages: {count} not read</source>
        <translation>消息：{count} 条未读</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Give the call of {name}</source>
        <translation>分配{name}的来电</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不改了</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>In state</source>
        <translation>状态时长</translation>
    </message>
    <message>
        <source>Agents who may have the call</source>
        <translation>可以接这通来电的坐席</translation>
    </message>
    <message>
        <source>{queue}, place {place} of {all}</source>
        <translation>{queue}，第 {place} 位，共 {all} 位</translation>
    </message>
    <message>
        <source>Take it yourself, and be ready</source>
        <translation>自己接，并转为就绪</translation>
    </message>
    <message>
        <source>Take it yourself</source>
        <translation>自己接</translation>
    </message>
    <message>
        <source>Give it to {name}</source>
        <translation>分配给{name}</translation>
    </message>
    <message>
        <source>Give it</source>
        <translation>分配</translation>
    </message>
    <message>
        <source>serves other queues</source>
        <translation>服务其他队列</translation>
    </message>
    <message>
        <source>rings at once</source>
        <translation>立即振铃</translation>
    </message>
    <message>
        <source>{state}, gets it next</source>
        <translation>{state}，下一通轮到</translation>
    </message>
    <message>
        <source>Agents who ask for help</source>
        <translation>请求协助的坐席</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Nobody asks for help now.</source>
        <translation>现在没有人请求协助。</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>监听</translation>
    </message>
    <message>
        <source>Whisper</source>
        <translation>耳语</translation>
    </message>
    <message>
        <source>Barge</source>
        <translation>介入</translation>
    </message>
    <message>
        <source>I come over</source>
        <translation>我过去</translation>
    </message>
    <message>
        <source>Message to agents</source>
        <translation>给坐席的消息</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>What they are to know</source>
        <translation>要让他们知道什么</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>shown for {count} min</source>
        <translation>显示 {count} 分钟</translation>
    </message>
    <message>
        <source>Everybody of mine</source>
        <translation>我管的所有人</translation>
    </message>
    <message>
        <source>Teams</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>Of the last seven days</source>
        <translation>最近七天</translation>
    </message>
    <message>
        <source>{time}, read by {count} of {all}: {text}</source>
        <translation>{time}，{all} 人中 {count} 人已读：{text}</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Take it back: {text}</source>
        <translation>撤回：{text}</translation>
    </message>
    <message>
        <source>Taken back at {time}</source>
        <translation>已于 {time} 撤回</translation>
    </message>
    <message>
        <source>Not read yet: {names}</source>
        <translation>尚未阅读：{names}</translation>
    </message>
    <message>
        <source>And {count} more</source>
        <translation>另有 {count} 人</translation>
    </message>
    <message>
        <source>{count} left</source>
        <translation>还可写 {count} 字</translation>
    </message>
    <message>
        <source>Write what they are to know</source>
        <translation>请写下要让他们知道的事</translation>
    </message>
    <message>
        <source>Too long by {count}</source>
        <translation>超出 {count} 字</translation>
    </message>
    <message>
        <source>Choose at least one team</source>
        <translation>请至少选一个团队</translation>
    </message>
    <message>
        <source>Move {name} to other queues</source>
        <translation>把{name}调到其他队列</translation>
    </message>
    <message>
        <source>They serve exactly these queues until then, and afterwards what they served before.</source>
        <translation>在此期间只服务这些队列，之后恢复原来的队列。</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>调动</translation>
    </message>
    <message>
        <source>Why, for the agent to read (may be empty)</source>
        <translation>原因，坐席会看到（可不填）</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} 分钟</translation>
    </message>
    <message>
        <source>Until they go off</source>
        <translation>直到离线</translation>
    </message>
    <message>
        <source>Who serves other queues now: {count}</source>
        <translation>正在支援其他队列：{count} 人</translation>
    </message>
    <message>
        <source>{name}: {queues}, until they go off</source>
        <translation>{name}：{queues}，至其下线为止</translation>
    </message>
    <message>
        <source>{name}: {queues}, until {time}</source>
        <translation>{name}：{queues}，至 {time}</translation>
    </message>
    <message>
        <source>End it</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>End it: {move}</source>
        <translation>结束：{move}</translation>
    </message>
    <message>
        <source>Choose at least one queue</source>
        <translation>请至少选一个队列</translation>
    </message>
    <message>
        <source>They serve exactly these now</source>
        <translation>目前服务的正是这些队列</translation>
    </message>
    <message>
        <source>Change the state of {name}</source>
        <translation>更改{name}的状态</translation>
    </message>
    <message>
        <source>Now: {state}</source>
        <translation>现在：{state}</translation>
    </message>
    <message>
        <source>Choose why they are not ready</source>
        <translation>请选择未就绪的原因</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
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
        <source>Not ready</source>
        <translation>未就绪</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>After this call</source>
        <translation>这通之后</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Their call goes on, and its wrap-up.</source>
        <translation>通话及话后处理照常进行。</translation>
    </message>
    <message>
        <source>Their wrap-up goes on.</source>
        <translation>话后处理照常进行。</translation>
    </message>
    <message>
        <source>What they chose for after the call counts no more.</source>
        <translation>坐席自己选的通话后状态不再生效。</translation>
    </message>
    <message>
        <source>Callers may ring at them from then on.</source>
        <translation>此后来电可以振铃到该坐席。</translation>
    </message>
    <message>
        <source>No more callers ring at them.</source>
        <translation>不再有来电振铃到该坐席。</translation>
    </message>
    <message>
        <source>The call that rings at them goes back to its place in the queue.</source>
        <translation>正在振铃的来电回到队列原来的位置。</translation>
    </message>
    <message>
        <source>The callback they look at goes back to the queue.</source>
        <translation>正在查看的回电回到队列。</translation>
    </message>
    <message>
        <source>Their wrap-up ends; what has no outcome yet stays to be finished.</source>
        <translation>话后处理结束；没有结果的留待补完。</translation>
    </message>
    <message>
        <source>The customer they speak with goes to the front of the queue.</source>
        <translation>正在通话的客户回到队列最前面。</translation>
    </message>
    <message>
        <source>Colleagues who asked for them next have to ask somebody else.</source>
        <translation>等着找该坐席的同事只能另找他人。</translation>
    </message>
    <message>
        <source>{count} callbacks they promised soon go to the queue.</source>
        <translation>该坐席即将到期的 {count} 个回电转入队列。</translation>
    </message>
    <message>
        <source>{count} agents</source>
        <translation>{count} 位坐席</translation>
    </message>
    <message>
        <source>The state of {name} is changed.</source>
        <translation>{name}的状态已更改。</translation>
    </message>
    <message>
        <source>The state of {name} changes after this call.</source>
        <translation>这通之后，{name}的状态会更改。</translation>
    </message>
    <message>
        <source>{name} is the next of the queue.</source>
        <translation>{name}已排到队列最前面。</translation>
    </message>
    <message>
        <source>The call rings at {name}.</source>
        <translation>来电正在{name}处振铃。</translation>
    </message>
    <message>
        <source>The call rings at you.</source>
        <translation>来电正在您这里振铃。</translation>
    </message>
    <message>
        <source>The call is kept for {name} until {time}.</source>
        <translation>来电为{name}保留到 {time}。</translation>
    </message>
    <message>
        <source>{name} serve other queues until {time}.</source>
        <translation>{name}到 {time} 为止服务其他队列。</translation>
    </message>
    <message>
        <source>{name} serve other queues until they go off the telephone.</source>
        <translation>{name}离线前服务其他队列。</translation>
    </message>
    <message>
        <source>The message went to {count}.</source>
        <translation>消息已发给 {count} 人。</translation>
    </message>
    <message>
        <source>{name} is told that you come.</source>
        <translation>已告诉{name}您会来。</translation>
    </message>
    <message>
        <source>Change state</source>
        <translation>更改状态</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>自己接</translation>
    </message>
    <message>
        <source>Give to agent</source>
        <translation>分配给坐席</translation>
    </message>
    <message>
        <source>Move to front</source>
        <translation>移到最前</translation>
    </message>
    <message>
        <source>End what is stuck</source>
        <translation>结束卡住的</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Name or state</source>
        <translation>姓名或状态</translation>
    </message>
    <message>
        <source>Find agents by name, team or state</source>
        <translation>按姓名、团队或状态找坐席</translation>
    </message>
    <message>
        <source>Agents, what is wrong first, then longest in state</source>
        <translation>坐席，异常在前，其次按状态时长</translation>
    </message>
    <message>
        <source>Caller and reason</source>
        <translation>来电者与原因</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Handled</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Only: {what}</source>
        <translation>仅显示：{what}</translation>
    </message>
    <message>
        <source>Nobody matches “{text}”</source>
        <translation>没有人符合“{text}”</translation>
    </message>
    <message>
        <source>Show everybody</source>
        <translation>显示所有人</translation>
    </message>
    <message>
        <source>Nobody is signed in</source>
        <translation>没有人登录</translation>
    </message>
    <message>
        <source>Agents of your teams show up here when they go on the telephone.</source>
        <translation>您团队的坐席上线后显示在这里。</translation>
    </message>
    <message>
        <source>{count} of {all} match</source>
        <translation>{all} 人中 {count} 人符合</translation>
    </message>
    <message>
        <source>{count} of {all} shown, what is wrong first, then longest in state</source>
        <translation>显示 {count}/{all} 人，异常在前，其次按状态时长</translation>
    </message>
    <message>
        <source>Show all {count}</source>
        <translation>显示全部 {count} 人</translation>
    </message>
    <message>
        <source>Show the first only</source>
        <translation>只显示前面的</translation>
    </message>
    <message>
        <source>Choose an agent first</source>
        <translation>请先选一位坐席</translation>
    </message>
    <message>
        <source>Their state cannot be changed now</source>
        <translation>现在不能更改其状态</translation>
    </message>
    <message>
        <source>{name} has no call now</source>
        <translation>{name}现在没有通话</translation>
    </message>
    <message>
        <source>{name} is in this call already</source>
        <translation>{name}已在这通电话中</translation>
    </message>
    <message>
        <source>Not possible in this call now</source>
        <translation>这通电话现在不可以</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>警报</translation>
    </message>
    <message>
        <source>Nothing needs you now</source>
        <translation>现在没有需要您处理的</translation>
    </message>
    <message>
        <source>Alerts, the worst first</source>
        <translation>警报，最严重的在前</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>警报</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Alerts that are over, and those left alone for a while</source>
        <translation>已结束的告警，以及暂不处理的告警</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Past which figures there is an alert</source>
        <translation>超过哪些数值会提醒</translation>
    </message>
    <message>
        <source>to be looked at</source>
        <translation>需要留意</translation>
    </message>
    <message>
        <source>to be acted on</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>{part}: {other}</source>
        <translation>{part}：{other}</translation>
    </message>
    <message>
        <source>move {count} from {queue}?</source>
        <translation>可从{queue}调来 {count} 人</translation>
    </message>
    <message>
        <source>Since {time}</source>
        <translation>{time} 起</translation>
    </message>
    <message>
        <source>limit {value}</source>
        <translation>上限 {value}</translation>
    </message>
    <message>
        <source>under {value}</source>
        <translation>低于 {value}</translation>
    </message>
    <message>
        <source>{name} looks after it</source>
        <translation>{name}负责</translation>
    </message>
    <message>
        <source>seen by {name}</source>
        <translation>{name}已看</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>应接</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已接通</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>已放弃</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Today by half hour</source>
        <translation>今日每半小时</translation>
    </message>
    <message>
        <source>Half hour</source>
        <translation>半小时</translation>
    </message>
    <message>
        <source>no forecast for today</source>
        <translation>今天没有预测</translation>
    </message>
    <message>
        <source>forecast made {when}</source>
        <translation>预测制作于 {when}</translation>
    </message>
    <message>
        <source>Closed today</source>
        <translation>今天不营业</translation>
    </message>
    <message>
        <source>The day shows here from when the queues open.</source>
        <translation>队列开始营业后，这里显示当天情况。</translation>
    </message>
    <message>
        <source>Show it as a chart</source>
        <translation>显示为图</translation>
    </message>
    <message>
        <source>Show it as a table</source>
        <translation>显示为表</translation>
    </message>
    <message>
        <source>{slot}: {offered} offered, {answered} answered, {abandoned} abandoned, forecast {forecast}</source>
        <translation>{slot}：应接 {offered}，已接通 {answered}，已放弃 {abandoned}，预测 {forecast}</translation>
    </message>
    <message>
        <source>Today by half hour. Arrow keys read the values.</source>
        <translation>今日每半小时。用方向键读数值。</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>最长等待</translation>
    </message>
    <message>
        <source>Service level</source>
        <translation>服务水平</translation>
    </message>
    <message>
        <source>Answered today</source>
        <translation>今日已接通</translation>
    </message>
    <message>
        <source>Service level, last 30 min</source>
        <translation>服务水平（近 30 分钟）</translation>
    </message>
    <message>
        <source>Callers who still listen to the menu.</source>
        <translation>还在听菜单的来电者。</translation>
    </message>
    <message>
        <source>Nobody twice, however many queues they serve.</source>
        <translation>无论服务几个队列，每人只计一次。</translation>
    </message>
    <message>
        <source>Who does not serve this queue; who serves several counts in each of them.</source>
        <translation>不服务本队列的坐席；服务多个队列的坐席在每个队列中都计入。</translation>
    </message>
    <message>
        <source>Callers in a queue to whom no agent talks yet, those who ring included.</source>
        <translation>在队列中、尚无坐席通话的来电者，含正在振铃的。</translation>
    </message>
    <message>
        <source>Time since the first of those who wait came to the queue.</source>
        <translation>等待者中最早一位进入队列至今的时间。</translation>
    </message>
    <message>
        <source>Agents who can get a call at this moment.</source>
        <translation>此刻可以接到来电的坐席。</translation>
    </message>
    <message>
        <source>Agents who finish a call and get no other meanwhile.</source>
        <translation>正在完成上一通、暂不接新来电的坐席。</translation>
    </message>
    <message>
        <source>Agents with a call that rings, is being connected, is talked in or on hold, also of all signed in.</source>
        <translation>通话正在振铃、接续、交谈或保持中的坐席，并显示其占已登录坐席的比例。</translation>
    </message>
    <message>
        <source>Agents with a call that rings, is being connected, is talked in or on hold, or in its wrap-up.</source>
        <translation>通话正在振铃、接续、交谈、保持中，或正在话后处理的坐席。</translation>
    </message>
    <message>
        <source>Agents signed in who get no calls, or whose desktop is silent; over break: past the planned end.</source>
        <translation>已登录但不接电话的坐席，或桌面无响应的坐席；超时指已过计划结束时间。</translation>
    </message>
    <message>
        <source>Only calls that came from {time} on.</source>
        <translation>仅计 {time} 及以后进入的来电。</translation>
    </message>
    <message>
        <source>Of this moment, told at least once a second.</source>
        <translation>此刻的数值，至少每秒更新一次。</translation>
    </message>
    <message>
        <source>Not counted</source>
        <translation>不计入</translation>
    </message>
    <message>
        <source>{queue}: T = {seconds} s, S = {short} s, target {percent}, in force since {day}</source>
        <translation>{queue}：T = {seconds} 秒，S = {short} 秒，目标 {percent}，自 {day} 起生效</translation>
    </message>
    <message>
        <source>Every queue</source>
        <translation>所有队列</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>来电时间</translation>
    </message>
    <message>
        <source>Caller</source>
        <translation>来电者</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>已等待</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>计入</translation>
    </message>
    <message>
        <source>The calls that were counted</source>
        <translation>计入的来电</translation>
    </message>
    <message>
        <source>Show them on the board</source>
        <translation>在看板上显示</translation>
    </message>
    <message>
        <source>Show the calls</source>
        <translation>显示这些来电</translation>
    </message>
    <message>
        <source>Show more, {count} of {all} so far</source>
        <translation>显示更多，已显示 {count}/{all}</translation>
    </message>
    <message>
        <source>in time</source>
        <translation>及时</translation>
    </message>
    <message>
        <source>not in time</source>
        <translation>不及时</translation>
    </message>
    <message>
        <source>{count} to acknowledge</source>
        <translation>{count} 件待确认收到</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Next 2 days</source>
        <translation>未来两天</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后</translation>
    </message>
    <message>
        <source>{count} have no owner</source>
        <translation>{count} 件无人负责</translation>
    </message>
    <message>
        <source>{count} to decide</source>
        <translation>{count} 项待处理</translation>
    </message>
    <message>
        <source>Next hour</source>
        <translation>一小时内</translation>
    </message>
    <message>
        <source>Later today</source>
        <translation>今天稍后</translation>
    </message>
    <message>
        <source>by {span}</source>
        <translation>逾期 {span}</translation>
    </message>
    <message>
        <source>next {time}</source>
        <translation>下一件 {time}</translation>
    </message>
    <message>
        <source>of {count} signed in</source>
        <translation>共 {count} 人登录</translation>
    </message>
    <message>
        <source>{count} over break</source>
        <translation>{count} 人超时</translation>
    </message>
    <message>
        <source>{count} since {time}</source>
        <translation>自 {time} {count}</translation>
    </message>
    <message>
        <source>{count} waited at {time}</source>
        <translation>{time} 时有 {count} 人等待</translation>
    </message>
    <message>
        <source>Answered in {count} s</source>
        <translation>{count} 秒内接通</translation>
    </message>
    <message>
        <source>target {percent}</source>
        <translation>目标 {percent}</translation>
    </message>
    <message>
        <source>{count} of {all}</source>
        <translation>{count}/{all}</translation>
    </message>
    <message>
        <source>limit {percent}</source>
        <translation>上限 {percent}</translation>
    </message>
    <message>
        <source>{part}, {other}</source>
        <translation>{part}，{other}</translation>
    </message>
    <message>
        <source>{count} offered</source>
        <translation>应接 {count}</translation>
    </message>
    <message>
        <source>forecast {count}</source>
        <translation>预测 {count}</translation>
    </message>
    <message>
        <source>{count} offered until now, {other} foreseen</source>
        <translation>至今应接 {count}，预测 {other}</translation>
    </message>
    <message>
        <source>{count} too long</source>
        <translation>{count} 人过长</translation>
    </message>
    <message>
        <source>{count} over {seconds} s</source>
        <translation>{count} 人超过 {seconds} 秒</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>1 asks for help</source>
        <translation>1 人请求协助</translation>
    </message>
    <message>
        <source>{count} ask for help</source>
        <translation>{count} 人请求协助</translation>
    </message>
    <message>
        <source>Leave full screen</source>
        <translation>退出全屏</translation>
    </message>
    <message>
        <source>Full screen for the wall</source>
        <translation>全屏大屏显示</translation>
    </message>
    <message>
        <source>Live board</source>
        <translation>实时看板</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Own window, for another screen</source>
        <translation>单独窗口，放到另一屏幕</translation>
    </message>
    <message>
        <source>All queues, {count}</source>
        <translation>全部 {count} 个队列</translation>
    </message>
    <message>
        <source>{count} queues</source>
        <translation>{count} 个队列</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>All sites</source>
        <translation>所有地点</translation>
    </message>
    <message>
        <source>{count} sites</source>
        <translation>{count} 个地点</translation>
    </message>
    <message>
        <source>All teams</source>
        <translation>所有团队</translation>
    </message>
    <message>
        <source>{count} teams</source>
        <translation>{count} 个团队</translation>
    </message>
    <message>
        <source>No link to the server, as of {time}</source>
        <translation>与服务器断开，数据截至 {time}</translation>
    </message>
    <message>
        <source>No link to the server</source>
        <translation>与服务器断开</translation>
    </message>
    <message>
        <source>Waiting for the board</source>
        <translation>等待看板数据</translation>
    </message>
    <message>
        <source>Not shown</source>
        <translation>不显示</translation>
    </message>
    <message>
        <source>Live, {time}</source>
        <translation>实时，{time}</translation>
    </message>
    <message>
        <source>Not live: as of {time}, {count} s ago</source>
        <translation>不是实时：截至 {time}，{count} 秒前</translation>
    </message>
    <message>
        <source>All queues</source>
        <translation>所有队列</translation>
    </message>
    <message>
        <source>Move to other queues…</source>
        <translation>调到其他队列…</translation>
    </message>
    <message>
        <source>Message…</source>
        <translation>消息…</translation>
    </message>
    <message>
        <source>Free them if they are stuck…</source>
        <translation>卡住时解除…</translation>
    </message>
    <message>
        <source>End it if it is stuck…</source>
        <translation>卡住时结束…</translation>
    </message>
    <message>
        <source>Leave it to others</source>
        <translation>交给别人</translation>
    </message>
    <message>
        <source>I look after it</source>
        <translation>我来负责</translation>
    </message>
    <message>
        <source>Move all {count} who are listed to other queues…</source>
        <translation>将列出的 {count} 人全部调至其他队列…</translation>
    </message>
    <message>
        <source>I look after it instead of {name}</source>
        <translation>由我接替 {name} 跟进</translation>
    </message>
    <message>
        <source>Leave it alone for {count} min</source>
        <translation>{count} 分钟内不提醒</translation>
    </message>
    <message>
        <source>Show what it is about</source>
        <translation>显示相关对象</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>已看</translation>
    </message>
    <message>
        <source>What happened to it</source>
        <translation>处理经过</translation>
    </message>
    <message>
        <source>Move {count} from {queue}…</source>
        <translation>从{queue}调来 {count} 人…</translation>
    </message>
    <message>
        <source>How “{figure}” is counted</source>
        <translation>“{figure}”如何计算</translation>
    </message>
    <message>
        <source>You are in the call of {name}.</source>
        <translation>您正在{name}的通话中。</translation>
    </message>
    <message>
        <source>Leave the call</source>
        <translation>离开通话</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>最长</translation>
    </message>
    <message>
        <source>Service level today</source>
        <translation>今日服务水平</translation>
    </message>
    <message>
        <source>Last 30 min</source>
        <translation>近 30 分钟</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>忙</translation>
    </message>
    <message>
        <source>each queue&apos;s target</source>
        <translation>各队列的目标</translation>
    </message>
    <message>
        <source>{percent} in {count} s target</source>
        <translation>目标：{count} 秒内 {percent}</translation>
    </message>
    <message>
        <source>Complaints by deadline</source>
        <translation>按期限的投诉</translation>
    </message>
    <message>
        <source>Open the list of complaints</source>
        <translation>打开投诉列表</translation>
    </message>
    <message>
        <source>Callbacks due</source>
        <translation>到期回电</translation>
    </message>
    <message>
        <source>Open the list of callbacks</source>
        <translation>打开回电列表</translation>
    </message>
    <message>
        <source>Queues and agents</source>
        <translation>队列与坐席</translation>
    </message>
    <message>
        <source>Day, calls waiting and alerts</source>
        <translation>当天、等待与警报</translation>
    </message>
    <message>
        <source>The board is not shown</source>
        <translation>看板不显示</translation>
    </message>
    <message>
        <source>Watch everything of mine</source>
        <translation>看我管的全部</translation>
    </message>
    <message>
        <source>Calls go on. The board comes back with the link.</source>
        <translation>通话照常进行。连接恢复后看板也会恢复。</translation>
    </message>
    <message>
        <source>Getting the board</source>
        <translation>正在读取看板</translation>
    </message>
    <message>
        <source>No queue and no agent is in this choice</source>
        <translation>所选范围内没有队列和坐席</translation>
    </message>
    <message>
        <source>No queue or agent is yours to watch</source>
        <translation>没有可供您查看的队列或坐席</translation>
    </message>
    <message>
        <source>An administrator says which teams and queues a supervisor sees.</source>
        <translation>主管能看哪些团队和队列由管理员设定。</translation>
    </message>
    <message>
        <source>Calls waiting, the longest first</source>
        <translation>等待中的来电，等得最久的在前</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Getting the callbacks</source>
        <translation>正在读取回电</translation>
    </message>
    <message>
        <source>Callbacks: late, or due today</source>
        <translation>回电：已逾期或今天到期</translation>
    </message>
    <message>
        <source>No callback is late, and none is due until the end of today.</source>
        <translation>没有逾期的回电，今天之内也没有到期的回电。</translation>
    </message>
    <message>
        <source>Give “{name}” to:</source>
        <translation>将“{name}”的回电交给：</translation>
    </message>
    <message>
        <source>Callbacks, the earliest first</source>
        <translation>回电，最早到期在前</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>{name} has the callback of {customer} now.</source>
        <translation>{customer}的回电现由{name}负责。</translation>
    </message>
    <message>
        <source>The first {count} of {all}</source>
        <translation>前 {count} 项，共 {all} 项</translation>
    </message>
    <message>
        <source>For a supervisor to decide: {count}</source>
        <translation>待主管决定：{count}</translation>
    </message>
    <message>
        <source>Agents who can have the callback</source>
        <translation>可负责该回电的坐席</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>Not a customer we know</source>
        <translation>非已知客户</translation>
    </message>
    <message>
        <source>Calls waiting</source>
        <translation>等待中的来电</translation>
    </message>
    <message>
        <source>Nobody waits</source>
        <translation>没有人在等</translation>
    </message>
    <message>
        <source>Choose a call first</source>
        <translation>请先选一通来电</translation>
    </message>
    <message>
        <source>Not possible now</source>
        <translation>现在不可以</translation>
    </message>
    <message>
        <source>urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>would rather be called back</source>
        <translation>希望回电</translation>
    </message>
    <message>
        <source>as it should be</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>to be watched</source>
        <translation>需要留意</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>振铃中</translation>
    </message>
    <message>
        <source>Looks at a callback</source>
        <translation>查看回电</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>接通中</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保持中</translation>
    </message>
    <message>
        <source>Consulting</source>
        <translation>咨询中</translation>
    </message>
    <message>
        <source>Just signed in</source>
        <translation>刚登录</translation>
    </message>
    <message>
        <source>Did not answer</source>
        <translation>未接听</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>连接中断</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>未显示号码</translation>
    </message>
    <message>
        <source>Asks for help</source>
        <translation>请求协助</translation>
    </message>
    <message>
        <source>Their desktop does not answer</source>
        <translation>坐席桌面没有回应</translation>
    </message>
    <message>
        <source>{count} min past planned end</source>
        <translation>超过计划结束 {count} 分钟</translation>
    </message>
    <message>
        <source>Back at {time}</source>
        <translation>{time} 回来</translation>
    </message>
    <message>
        <source>With {name}</source>
        <translation>与{name}</translation>
    </message>
    <message>
        <source>Platinum</source>
        <translation>白金</translation>
    </message>
    <message>
        <source>Gold</source>
        <translation>金卡</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>{count} h</source>
        <translation>{count} 小时</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count} 天</translation>
    </message>
    <message>
        <source>Alerts, now and before</source>
        <translation>告警：当前与历史</translation>
    </message>
    <message>
        <source>On now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>Over, of the last 90 days</source>
        <translation>已结束（近 90 天）</translation>
    </message>
    <message>
        <source>By which rule</source>
        <translation>按规则</translation>
    </message>
    <message>
        <source>By every rule</source>
        <translation>全部规则</translation>
    </message>
    <message>
        <source>Getting the alerts</source>
        <translation>正在读取告警</translation>
    </message>
    <message>
        <source>Nothing is over yet.</source>
        <translation>还没有已结束的告警。</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>At worst</source>
        <translation>最差值</translation>
    </message>
    <message>
        <source>Lasted</source>
        <translation>持续</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>处理人</translation>
    </message>
    <message>
        <source>Earlier ones</source>
        <translation>更早的</translation>
    </message>
    <message>
        <source>What happened: {alert}</source>
        <translation>处理经过：{alert}</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>By</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Show it on the board again</source>
        <translation>重新显示在看板上</translation>
    </message>
    <message>
        <source>left alone until {time}</source>
        <translation>{time} 前暂不处理</translation>
    </message>
    <message>
        <source>seen by nobody</source>
        <translation>无人查看</translation>
    </message>
    <message>
        <source>It is to be acted on</source>
        <translation>须立即处理</translation>
    </message>
    <message>
        <source>It is to be looked at</source>
        <translation>须关注</translation>
    </message>
    <message>
        <source>Looked after</source>
        <translation>开始跟进</translation>
    </message>
    <message>
        <source>Left to others</source>
        <translation>交由他人</translation>
    </message>
    <message>
        <source>Left alone until {time}</source>
        <translation>{time} 前暂不处理</translation>
    </message>
    <message>
        <source>Shown again</source>
        <translation>重新显示</translation>
    </message>
    <message>
        <source>It is over</source>
        <translation>已结束</translation>
    </message>
</context>
<context>
    <name>CalendarView</name>
    <message>
        <source>Your callbacks</source>
        <translation>我的回电</translation>
    </message>
    <message>
        <source>Getting them</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>{count} callbacks</source>
        <translation>{count} 个回电</translation>
    </message>
    <message>
        <source>None</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>往前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>往后</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Callbacks by day and hour</source>
        <translation>按日期和钟点排列的回电</translation>
    </message>
</context>
<context>
    <name>CalibrationList</name>
    <message>
        <source>1 to score</source>
        <translation>1 项待评分</translation>
    </message>
    <message>
        <source>{count} to score</source>
        <translation>{count} 项待评分</translation>
    </message>
    <message>
        <source>No calibration yet</source>
        <translation>还没有校准</translation>
    </message>
    <message>
        <source>Choose a call, and have others score it as well.</source>
        <translation>选择一通来电，请其他人一起评分。</translation>
    </message>
    <message>
        <source>The list cannot be read now</source>
        <translation>暂时无法读取列表</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Calibrations, what is to be scored first</source>
        <translation>校准列表，待评分的在前</translation>
    </message>
    <message>
        <source>Getting the calibrations</source>
        <translation>正在读取校准</translation>
    </message>
</context>
<context>
    <name>CalibrationPanel</name>
    <message>
        <source>Listen</source>
        <translation>听录音</translation>
    </message>
    <message>
        <source>Hand in</source>
        <translation>提交评分</translation>
    </message>
    <message>
        <source>Settle what is agreed on</source>
        <translation>确定一致结论</translation>
    </message>
    <message>
        <source>Close it for all</source>
        <translation>结束校准</translation>
    </message>
    <message>
        <source>Back to what was given</source>
        <translation>返回各人评分</translation>
    </message>
    <message>
        <source>Call it off</source>
        <translation>取消校准</translation>
    </message>
    <message>
        <source>Words to all reviewers</source>
        <translation>写给所有评审人的话</translation>
    </message>
    <message>
        <source>Calibrate with a call of {agent}</source>
        <translation>用{agent}的来电做校准</translation>
    </message>
    <message>
        <source>Several reviewers score the same call apart; then you see how far apart.</source>
        <translation>多位评审人各自为同一通来电评分，然后看差距有多大。</translation>
    </message>
    <message>
        <source>{form} · call of {agent} · begun by {name} · due {day}</source>
        <translation>{form} · {agent}的来电 · {name}发起 · {day}截止</translation>
    </message>
    <message>
        <source>Nothing is chosen</source>
        <translation>尚未选择</translation>
    </message>
    <message>
        <source>Choose a calibration at the left. A call in the list of calls begins another.</source>
        <translation>请在左侧选择一项校准；从来电列表中的来电可以另外发起。</translation>
    </message>
    <message>
        <source>Called off</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Nobody had handed in.</source>
        <translation>没有人提交过评分。</translation>
    </message>
    <message>
        <source>Nobody has handed in yet</source>
        <translation>还没有人提交评分</translation>
    </message>
    <message>
        <source>As soon as one reviewer has, it shows here what was given.</source>
        <translation>只要有一位评审人提交，这里就会显示评分。</translation>
    </message>
    <message>
        <source>1 question not looked at yet</source>
        <translation>还有 1 题未评</translation>
    </message>
    <message>
        <source>{count} questions not looked at yet</source>
        <translation>还有 {count} 题未评</translation>
    </message>
    <message>
        <source>Whole. Nobody sees it before you hand it in; then it stays as it is.</source>
        <translation>已评完。提交之前没有人能看到；提交之后不能再改。</translation>
    </message>
    <message>
        <source>{words} · being kept</source>
        <translation>{words} · 正在保存</translation>
    </message>
    <message>
        <source>Why it is called off</source>
        <translation>取消的原因</translation>
    </message>
    <message>
        <source>What was agreed on, or why it is called off; all read it</source>
        <translation>一致的结论，或取消的原因；所有人都会看到</translation>
    </message>
    <message>
        <source>Begun. It stands in the list of each reviewer.</source>
        <translation>已发起，每位评审人的列表中都已列出。</translation>
    </message>
    <message>
        <source>Handed in. Here is what the others gave so far.</source>
        <translation>已提交。以下是其他人目前的评分。</translation>
    </message>
    <message>
        <source>Closed. Everybody who was asked sees all of it now.</source>
        <translation>已结束，所有参加的人现在都能看到全部内容。</translation>
    </message>
    <message>
        <source>The others see it once they have handed in theirs. It cannot be changed any more.</source>
        <translation>其他人提交自己的评分后就能看到。提交后不能再改。</translation>
    </message>
    <message>
        <source>Hand in your score?</source>
        <translation>提交您的评分？</translation>
    </message>
    <message>
        <source>All reviewers see what was given and what was agreed on. Nobody can hand in any more.</source>
        <translation>所有评审人都会看到各人评分和一致结论，之后不能再提交评分。</translation>
    </message>
    <message>
        <source>Close the calibration?</source>
        <translation>结束这项校准？</translation>
    </message>
    <message>
        <source>Nothing is agreed on, and nobody can hand in any more.</source>
        <translation>不会有一致结论，之后也不能再提交评分。</translation>
    </message>
    <message>
        <source>Call the calibration off?</source>
        <translation>取消这项校准？</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>暂不</translation>
    </message>
</context>
<context>
    <name>CalibrationResults</name>
    <message>
        <source>What each reviewer gave</source>
        <translation>各评审人的评分</translation>
    </message>
    <message>
        <source>How far apart they were</source>
        <translation>评分差距</translation>
    </message>
    <message>
        <source>Bar: from the lowest to the highest given. Line: the mean. Diamond: what was agreed on.</source>
        <translation>横条：最低分到最高分；竖线：平均分；菱形：一致结论。</translation>
    </message>
    <message>
        <source>What was agreed on</source>
        <translation>一致结论</translation>
    </message>
    <message>
        <source>not handed in</source>
        <translation>未提交</translation>
    </message>
    <message>
        <source>{percent} % from what was agreed on</source>
        <translation>与一致结论相差 {percent} %</translation>
    </message>
    <message>
        <source>fewer than two scored it</source>
        <translation>评分的不足两人</translation>
    </message>
    <message>
        <source>all {points} of {most}</source>
        <translation>均为 {points} 分（满分 {most}）</translation>
    </message>
    <message>
        <source>{lowest} to {highest} of {most}, mean {mean}</source>
        <translation>{lowest} 至 {highest} 分（满分 {most}），平均 {mean}</translation>
    </message>
    <message>
        <source>{words} · agreed {n}</source>
        <translation>{words} · 结论 {n} 分</translation>
    </message>
</context>
<context>
    <name>CalibrationTable</name>
    <message>
        <source>Due</source>
        <translation>截止</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>In</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>To score</source>
        <translation>待评分</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n}/{all}</translation>
    </message>
</context>
<context>
    <name>CallBackView</name>
    <message>
        <source>{name} calls the customer back</source>
        <translation>由{name}回电给客户</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>回电事由</translation>
    </message>
    <message>
        <source>By when, here</source>
        <translation>最迟时间（本地）</translation>
    </message>
    <message>
        <source>On which number</source>
        <translation>回电号码</translation>
    </message>
    <message>
        <source>On which day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>The number they call from</source>
        <translation>来电号码</translation>
    </message>
    <message>
        <source>Your hand-over note goes along, as it is and as it changes.</source>
        <translation>移交说明随回电一并附上，后续修改也会同步。</translation>
    </message>
    <message>
        <source>Tell the caller</source>
        <translation>请告知来电者</translation>
    </message>
    <message>
        <source>Told the caller</source>
        <translation>已告知来电者</translation>
    </message>
    <message>
        <source>Do not note it</source>
        <translation>不登记</translation>
    </message>
    <message>
        <source>Noting it</source>
        <translation>正在登记</translation>
    </message>
    <message>
        <source>Note the call-back</source>
        <translation>登记回电</translation>
    </message>
    <message>
        <source>the number you call from</source>
        <translation>您的来电号码</translation>
    </message>
    <message>
        <source>“{name} will call you back by {when}, on {number}.”</source>
        <translation>“{name}会在{when}前致电{number}给您回电。”</translation>
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
        <source>Nobody is called yet</source>
        <translation>尚未呼出</translation>
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
        <source>You stay in the call, and are never on hold</source>
        <translation>您留在通话中，不会被保持</translation>
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
        <source>{name} is in the call too. Shift+F8 takes them out.</source>
        <translation>{name}也在通话中。按 Shift+F8 将其移出。</translation>
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
        <source>You are muted · {told}</source>
        <translation>您已静音 · {told}</translation>
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
        <source>Outgoing · {state}</source>
        <translation>呼出 · {state}</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>响铃中</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>回电</translation>
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
        <source>Before the call</source>
        <translation>拨打前预览</translation>
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
        <source>One of our own numbers</source>
        <translation>本行自己的号码</translation>
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
        <source>Take</source>
        <translation>接下</translation>
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
        <source>Keypad</source>
        <translation>拨号盘</translation>
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
        <source>Go on rec</source>
        <translation>继续录音</translation>
    </message>
    <message>
        <source>Pause rec</source>
        <translation>暂停录音</translation>
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
        <source>Call</source>
        <translation>拨打</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>退回</translation>
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
    <name>CallTable</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>通话时长</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>有</translation>
    </message>
    <message>
        <source>No</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>CallbackFiguresWindow</name>
    <message>
        <source>The figures may not be up to date. {why}</source>
        <translation>数据可能不是最新。{why}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Callbacks in figures</source>
        <translation>回电统计</translation>
    </message>
    <message>
        <source>Callbacks to decide on</source>
        <translation>待处理的回电</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Getting the figures</source>
        <translation>正在读取数据</translation>
    </message>
    <message>
        <source>A promise is kept where the first attempt, or the customer&apos;s own call, came within its window. Lateness is from the end of the window to the first attempt. Referrals count by when they were given; won is of those that came to an end.</source>
        <translation>首次拨打或客户先行来电在承诺时段内，即为守约。迟延从时段结束算至首次拨打。转介按转出时间统计；成功率以已结束的转介为基数。</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7天</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30天</translation>
    </message>
    <message>
        <source>By agent</source>
        <translation>按坐席</translation>
    </message>
    <message>
        <source>By queue</source>
        <translation>按队列</translation>
    </message>
    <message>
        <source>By kind</source>
        <translation>按类型</translation>
    </message>
    <message>
        <source>Referrals by giver</source>
        <translation>按转介人</translation>
    </message>
    <message>
        <source>Referrals by manager</source>
        <translation>按客户经理</translation>
    </message>
    <message>
        <source>{kept} of {promised} promises kept ({percent}) · {attempts} attempts to reach · {late} min late</source>
        <translation>守约 {kept} / {promised}（{percent}）· 平均 {attempts} 次接通 · 迟延中位数 {late} 分钟</translation>
    </message>
    <message>
        <source>{won} of {given} referrals won ({percent}) · {open} still open</source>
        <translation>转介成功 {won} / {given}（{percent}）· {open} 项进行中</translation>
    </message>
    <message>
        <source>The figures cannot be read now</source>
        <translation>暂时无法读取数据</translation>
    </message>
    <message>
        <source>Nothing in this time</source>
        <translation>这段时间没有记录</translation>
    </message>
    <message>
        <source>Choose a longer time above.</source>
        <translation>请在上方选择更长的时间。</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>承诺</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>守约</translation>
    </message>
    <message>
        <source>Kept in time</source>
        <translation>守约率</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>接通次数</translation>
    </message>
    <message>
        <source>Minutes late</source>
        <translation>迟延（分钟）</translation>
    </message>
    <message>
        <source>Late now</source>
        <translation>当前逾期</translation>
    </message>
    <message>
        <source>Nobody&apos;s</source>
        <translation>无负责人</translation>
    </message>
    <message>
        <source>No queue</source>
        <translation>无队列</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>转出</translation>
    </message>
    <message>
        <source>Won</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>Not wanted</source>
        <translation>无意向</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Won of ended</source>
        <translation>成功率</translation>
    </message>
    <message>
        <source>A team</source>
        <translation>团队</translation>
    </message>
</context>
<context>
    <name>CallbackHistory</name>
    <message>
        <source>moved from {from_at} to {to_at}</source>
        <translation>由{from_at}改为{to_at}</translation>
    </message>
    <message>
        <source>Handed over to {to_name}</source>
        <translation>移交给{to_name}</translation>
    </message>
    <message>
        <source>Handed over from {from_name} to {to_name}</source>
        <translation>由{from_name}移交给{to_name}</translation>
    </message>
    <message>
        <source>Asked for again</source>
        <translation>再次要求回电</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>已致电</translation>
    </message>
    <message>
        <source>Promised for {to_at}</source>
        <translation>承诺于{to_at}回电</translation>
    </message>
    <message>
        <source>Wished for</source>
        <translation>要求回电</translation>
    </message>
    <message>
        <source>A word was added</source>
        <translation>补充说明</translation>
    </message>
    <message>
        <source>Moved from {from_at} to {to_at}</source>
        <translation>由{from_at}改为{to_at}</translation>
    </message>
    <message>
        <source>Its owner&apos;s time was over: the team {team} may take it</source>
        <translation>负责人时限已过：{team}组可接手</translation>
    </message>
    <message>
        <source>Anybody of the queue {queue} may take it</source>
        <translation>队列{queue}的任何人可接手</translation>
    </message>
    <message>
        <source>Nobody kept it: a supervisor decides</source>
        <translation>无人履约：由主管处理</translation>
    </message>
    <message>
        <source>Taken up</source>
        <translation>已接手</translation>
    </message>
    <message>
        <source>Given back, nobody was called</source>
        <translation>已退回，未致电</translation>
    </message>
    <message>
        <source>Dialled</source>
        <translation>已拨号</translation>
    </message>
    <message>
        <source>{outcome}; next try {to_at}</source>
        <translation>{outcome}；下次于{to_at}</translation>
    </message>
    <message>
        <source>They called us</source>
        <translation>客户来电</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Done otherwise</source>
        <translation>以其他方式办妥</translation>
    </message>
    <message>
        <source>Opened again for {to_at}</source>
        <translation>重新打开，定于{to_at}</translation>
    </message>
    <message>
        <source>Goes on in another callback of theirs</source>
        <translation>并入该客户的另一项回电</translation>
    </message>
    <message>
        <source>The call was another customer&apos;s</source>
        <translation>该来电属于另一位客户</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Goes on after the pause</source>
        <translation>暂停后继续</translation>
    </message>
    <message>
        <source>Taken over from an earlier record</source>
        <translation>由先前记录转来</translation>
    </message>
    <message>
        <source>{said}: “{words}”</source>
        <translation>{said}：“{words}”</translation>
    </message>
    <message>
        <source>What happened, the last first</source>
        <translation>经过，最近的在前</translation>
    </message>
    <message>
        <source>by itself</source>
        <translation>系统</translation>
    </message>
</context>
<context>
    <name>CallbackTable</name>
    <message>
        <source>Due</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Not a customer we know</source>
        <translation>不是已知客户</translation>
    </message>
</context>
<context>
    <name>Callbacks</name>
    <message>
        <source>Promised</source>
        <translation>已承诺</translation>
    </message>
    <message>
        <source>Kept their place</source>
        <translation>保留排队位置</translation>
    </message>
    <message>
        <source>Gave up waiting</source>
        <translation>等候中挂断</translation>
    </message>
    <message>
        <source>From an alert</source>
        <translation>来自提醒</translation>
    </message>
    <message>
        <source>Relationship</source>
        <translation>客户维护</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>已接通</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>占线</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>无人接听</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>语音信箱</translation>
    </message>
    <message>
        <source>Wrong person</source>
        <translation>不是本人</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒绝来电</translation>
    </message>
    <message>
        <source>Line failed</source>
        <translation>线路故障</translation>
    </message>
    <message>
        <source>At that hour nobody may be called where they are.</source>
        <translation>按对方所在地的规定，这个时段不可致电。</translation>
    </message>
    <message>
        <source>That day is a public holiday where they are.</source>
        <translation>对方所在地当天是公众假日。</translation>
    </message>
    <message>
        <source>They do not wish to be called then.</source>
        <translation>客户不希望在这个时间接到电话。</translation>
    </message>
    <message>
        <source>They do not wish to be called.</source>
        <translation>客户不希望接到电话。</translation>
    </message>
    <message>
        <source>Nobody knows where they are: no hour is lawful everywhere.</source>
        <translation>不清楚对方身在何处，没有哪个时段在各地都允许致电。</translation>
    </message>
    <message>
        <source>That time is over.</source>
        <translation>这个时间已过。</translation>
    </message>
    <message>
        <source>That is too far ahead.</source>
        <translation>时间太远了。</translation>
    </message>
    <message>
        <source>All attempts are used; a supervisor decides.</source>
        <translation>次数已用完，由主管决定。</translation>
    </message>
    <message>
        <source>Somebody else answers there: another number is needed.</source>
        <translation>那个号码是别人接的，需要另一个号码。</translation>
    </message>
    <message>
        <source>They are calling us at this moment.</source>
        <translation>客户此刻正打进来。</translation>
    </message>
    <message>
        <source>A colleague has this one now.</source>
        <translation>同事正在处理这一个。</translation>
    </message>
    <message>
        <source>It is not open any more.</source>
        <translation>这个回电已经结束。</translation>
    </message>
    <message>
        <source>There is no number to call.</source>
        <translation>没有可拨的号码。</translation>
    </message>
    <message>
        <source>It is too early: the customer was told when.</source>
        <translation>还太早：已告诉客户何时回电。</translation>
    </message>
    <message>
        <source>What it was made for is paused.</source>
        <translation>相关活动已暂停。</translation>
    </message>
    <message>
        <source>Its owner does not work then.</source>
        <translation>负责人那时不当班。</translation>
    </message>
    <message>
        <source>{time} · paused</source>
        <translation>{time} · 已暂停</translation>
    </message>
    <message>
        <source>{time} · {minutes} min late</source>
        <translation>{time} · 迟了 {minutes} 分钟</translation>
    </message>
    <message>
        <source>{time} · {hours} h late</source>
        <translation>{time} · 迟了 {hours} 小时</translation>
    </message>
    <message>
        <source>{time} · in {minutes} min</source>
        <translation>{time} · {minutes} 分钟后</translation>
    </message>
    <message>
        <source>{name} has it</source>
        <translation>{name} 处理中</translation>
    </message>
    <message>
        <source>You</source>
        <translation>我</translation>
    </message>
    <message>
        <source>Anyone</source>
        <translation>任何人</translation>
    </message>
    <message>
        <source>Where they are is not known: the hours that are lawful everywhere count.</source>
        <translation>不清楚对方身在何处：按各地都允许的时段安排。</translation>
    </message>
    <message>
        <source>as they said</source>
        <translation>对方所说</translation>
    </message>
    <message>
        <source>by their address</source>
        <translation>按地址推断</translation>
    </message>
    <message>
        <source>by their number only</source>
        <translation>仅按号码推断</translation>
    </message>
    <message>
        <source>{place}, {basis}</source>
        <translation>{place}（{basis}）</translation>
    </message>
    <message>
        <source>{time} the next day</source>
        <translation>次日 {time}</translation>
    </message>
    <message>
        <source>{time} the day before</source>
        <translation>前一日 {time}</translation>
    </message>
    <message>
        <source>{time} there: {place}, {basis}</source>
        <translation>当地 {time}：{place}（{basis}）</translation>
    </message>
</context>
<context>
    <name>CallbacksView</name>
    <message>
        <source>Another time…</source>
        <translation>改时间…</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>转给同事…</translation>
    </message>
    <message>
        <source>Add a word…</source>
        <translation>补充说明…</translation>
    </message>
    <message>
        <source>Done otherwise…</source>
        <translation>已另行办妥…</translation>
    </message>
    <message>
        <source>Give it back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Open it again</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Cancel it…</source>
        <translation>取消…</translation>
    </message>
    <message>
        <source>No colleague is signed in now</source>
        <translation>现在没有同事在线</translation>
    </message>
    <message>
        <source>Callbacks due</source>
        <translation>待回电</translation>
    </message>
    <message>
        <source>{count} late</source>
        <translation>{count} 个已迟</translation>
    </message>
    <message>
        <source>Before you now</source>
        <translation>正在处理</translation>
    </message>
    <message>
        <source>Call the selected one</source>
        <translation>拨打所选</translation>
    </message>
    <message>
        <source>Possible when you have no call</source>
        <translation>没有通话时可用</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>What else can be done with it</source>
        <translation>还可以怎样处理</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>Callbacks due, the earliest first</source>
        <translation>待回电，最早的在前</translation>
    </message>
    <message>
        <source>The list may not be up to date. {why}</source>
        <translation>列表可能不是最新。{why}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>{name} is called on {when}.</source>
        <translation>将于{when}致电{name}。</translation>
    </message>
    <message>
        <source>{name} is not called back.</source>
        <translation>不再给{name}回电。</translation>
    </message>
    <message>
        <source>{name} is done.</source>
        <translation>{name}的回电已办妥。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Getting your callbacks</source>
        <translation>正在读取回电</translation>
    </message>
    <message>
        <source>Callbacks cannot be read now</source>
        <translation>现在读不到回电</translation>
    </message>
    <message>
        <source>Nobody is to be called back today</source>
        <translation>今天没有要回的电话</translation>
    </message>
    <message>
        <source>Promise a call with “New”; it is due here when its time comes.</source>
        <translation>用“新建”承诺回电，到时间会出现在这里。</translation>
    </message>
    <message>
        <source>What is to be known before the call</source>
        <translation>致电前需要知道的事</translation>
    </message>
    <message>
        <source>Add it</source>
        <translation>补充</translation>
    </message>
    <message>
        <source>How it was done</source>
        <translation>怎样办妥的</translation>
    </message>
    <message>
        <source>It is done</source>
        <translation>已办妥</translation>
    </message>
    <message>
        <source>Why nobody calls back</source>
        <translation>为什么不再回电</translation>
    </message>
    <message>
        <source>Cancel the callback</source>
        <translation>取消回电</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不改了</translation>
    </message>
    <message>
        <source>Put away what happened</source>
        <translation>收起经过</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>查看经过</translation>
    </message>
</context>
<context>
    <name>CalledInBand</name>
    <message>
        <source>They were to be called back, and have called first</source>
        <translation>原定由我们回电，客户先打来了</translation>
    </message>
    <message>
        <source>They are to be called back</source>
        <translation>有一通回电待拨</translation>
    </message>
    <message>
        <source>Settled by this call</source>
        <translation>本次通话已解决</translation>
    </message>
    <message>
        <source>Call back all the same</source>
        <translation>仍按原定回电</translation>
    </message>
</context>
<context>
    <name>CallerDialog</name>
    <message>
        <source>The caller to try it with</source>
        <translation>试用时的来电者</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
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
    <name>CallingBack</name>
    <message>
        <source>Calendar of your callbacks</source>
        <translation>我的回电日历</translation>
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
    <name>CampaignDetail</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>End it</source>
        <translation>终止</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>重新发送</translation>
    </message>
    <message>
        <source>They have it</source>
        <translation>客户已收到</translation>
    </message>
    <message>
        <source>Save the letters to a folder</source>
        <translation>将信函保存到文件夹</translation>
    </message>
    <message>
        <source>{count} picked</source>
        <translation>选定 {count} 名</translation>
    </message>
    <message>
        <source>at most {count} a day</source>
        <translation>每天最多 {count} 名</translation>
    </message>
    <message>
        <source>by {name}</source>
        <translation>由 {name} 发起</translation>
    </message>
    <message>
        <source>{state}: {done} of {whole}</source>
        <translation>{state}：{done} / {whole}</translation>
    </message>
    <message>
        <source>{count} were spoken with, {joined} were to be called already</source>
        <translation>已通话 {count} 名，其中 {joined} 名原已有回电</translation>
    </message>
    <message>
        <source>{count} late</source>
        <translation>{count} 项逾期</translation>
    </message>
    <message>
        <source>Left out: {left}</source>
        <translation>未列入：{left}</translation>
    </message>
    <message>
        <source>Still to come: {days}</source>
        <translation>后续安排：{days}</translation>
    </message>
    <message>
        <source>Of {count} it is not known whether the e-mail went out. Nothing is sent twice by itself.</source>
        <translation>{count} 封邮件是否已发出无法确定。系统不会自动重发。</translation>
    </message>
    <message>
        <source>{count} of {whole} letters saved</source>
        <translation>已保存 {count} / {whole} 封信函</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>How far</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Customers of this campaign</source>
        <translation>本活动的客户</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>显示更多</translation>
    </message>
</context>
<context>
    <name>CampaignForm</name>
    <message>
        <source>Anybody&apos;s customers</source>
        <translation>所有客户</translation>
    </message>
    <message>
        <source>New campaign</source>
        <translation>新建客户活动</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Name, which also stands in callbacks</source>
        <translation>名称（回电中也会显示）</translation>
    </message>
    <message>
        <source>Whose customers</source>
        <translation>客户经理</translation>
    </message>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>至</translation>
    </message>
    <message>
        <source>At most a day</source>
        <translation>每天上限</translation>
    </message>
    <message>
        <source>Your own text, English</source>
        <translation>自拟正文（英文）</translation>
    </message>
    <message>
        <source>Your own text, Chinese</source>
        <translation>自拟正文（中文）</translation>
    </message>
    <message>
        <source>{count} picked customers</source>
        <translation>已选 {count} 名客户</translation>
    </message>
    <message>
        <source>Tiers</source>
        <translation>客户等级</translation>
    </message>
    <message>
        <source>Platinum</source>
        <translation>白金</translation>
    </message>
    <message>
        <source>Gold</source>
        <translation>金卡</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>This way is not set up on the server.</source>
        <translation>服务器尚未设置这种方式。</translation>
    </message>
    <message>
        <source>Only who has agreed to it is reached.</source>
        <translation>只联系已同意的客户。</translation>
    </message>
    <message>
        <source>Serves the customer: it needs no consent.</source>
        <translation>属于客户服务，无需同意。</translation>
    </message>
    <message>
        <source>Nobody gets one of these again within {count} days.</source>
        <translation>{count} 天内不重复联系同一客户。</translation>
    </message>
    <message>
        <source>A callback is made for each, at a lawful hour where they are.</source>
        <translation>将为每位客户建立回电，时间符合其所在地规定。</translation>
    </message>
    <message>
        <source>Look how it would go</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Start for {count} customers</source>
        <translation>向 {count} 名客户开始</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Look first how it would go</source>
        <translation>请先预览</translation>
    </message>
    <message>
        <source>{reached} of {chosen} customers are reached.</source>
        <translation>{chosen} 名客户中可联系 {reached} 名。</translation>
    </message>
    <message>
        <source>Left out: {left}</source>
        <translation>未列入：{left}</translation>
    </message>
    <message>
        <source>As {name} reads it</source>
        <translation>{name} 收到的内容</translation>
    </message>
    <message>
        <source>First page of the letter</source>
        <translation>信函首页</translation>
    </message>
</context>
<context>
    <name>Campaigns</name>
    <message>
        <source>Call</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Short message</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>电子邮件</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>信函</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已终止</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>正在发送</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未列入</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>未发出</translation>
    </message>
    <message>
        <source>Perhaps sent</source>
        <translation>可能已发出</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>no consent on record</source>
        <translation>无同意记录</translation>
    </message>
    <message>
        <source>does not wish to be called</source>
        <translation>不希望接听来电</translation>
    </message>
    <message>
        <source>wants no short messages</source>
        <translation>已退订短信</translation>
    </message>
    <message>
        <source>wishes no advertising</source>
        <translation>谢绝推销</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>没有号码</translation>
    </message>
    <message>
        <source>no e-mail address</source>
        <translation>没有电子邮箱</translation>
    </message>
    <message>
        <source>no address</source>
        <translation>没有地址</translation>
    </message>
    <message>
        <source>no birthday in these days</source>
        <translation>期间没有生日</translation>
    </message>
    <message>
        <source>had one of these lately</source>
        <translation>近期已联系过</translation>
    </message>
    <message>
        <source>no room on these days</source>
        <translation>名额已满</translation>
    </message>
    <message>
        <source>no lawful hour</source>
        <translation>没有合规时段</translation>
    </message>
    <message>
        <source>refused by the mail server</source>
        <translation>被邮件服务器拒收</translation>
    </message>
    <message>
        <source>not set up</source>
        <translation>尚未设置</translation>
    </message>
    <message>
        <source>their day is over</source>
        <translation>已过祝福日期</translation>
    </message>
    <message>
        <source>no customer any more</source>
        <translation>已非客户</translation>
    </message>
    <message>
        <source>The mail server is away. It is tried again by itself.</source>
        <translation>邮件服务器无法连接，系统会自动重试。</translation>
    </message>
    <message>
        <source>The mail server does not take our password.</source>
        <translation>邮件服务器不接受登录密码。</translation>
    </message>
    <message>
        <source>The mail server cannot be trusted: nothing is sent.</source>
        <translation>邮件服务器不可信，未发送任何邮件。</translation>
    </message>
    <message>
        <source>This way is not set up on the server.</source>
        <translation>服务器尚未设置这种方式。</translation>
    </message>
    <message>
        <source>The server cannot write files.</source>
        <translation>服务器无法写入文件。</translation>
    </message>
    <message>
        <source>The server met a mistake. It is tried again by itself.</source>
        <translation>服务器出现错误，系统会自动重试。</translation>
    </message>
</context>
<context>
    <name>CampaignsWindow</name>
    <message>
        <source>The list may not be up to date. {why}</source>
        <translation>列表可能不是最新。{why}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>客户活动</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Callbacks in figures</source>
        <translation>回电统计</translation>
    </message>
    <message>
        <source>Campaigns, the newest first</source>
        <translation>客户活动，最新在前</translation>
    </message>
    <message>
        <source>Getting the campaigns</source>
        <translation>正在读取客户活动</translation>
    </message>
    <message>
        <source>The campaigns cannot be read now</source>
        <translation>暂时无法读取客户活动</translation>
    </message>
    <message>
        <source>No campaign yet</source>
        <translation>还没有客户活动</translation>
    </message>
    <message>
        <source>Greet customers on their birthday, ask them once a quarter, or write to many at once.</source>
        <translation>可在生日时问候客户、每季度回访，或一次致信多名客户。</translation>
    </message>
    <message>
        <source>Nothing is chosen</source>
        <translation>未选择</translation>
    </message>
    <message>
        <source>Begin a new one with Ctrl+N.</source>
        <translation>按 Ctrl+N 新建。</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>How far</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Where the letters are saved</source>
        <translation>信函保存位置</translation>
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
    <name>CaseHead</name>
    <message>
        <source>Cases</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Not a customer we know</source>
        <translation>不是在册客户</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>客户资料</translation>
    </message>
    <message>
        <source>Vulnerable</source>
        <translation>特殊关注客户</translation>
    </message>
    <message>
        <source>Regulatory</source>
        <translation>监管转办</translation>
    </message>
    <message>
        <source>Legal</source>
        <translation>涉法律</translation>
    </message>
    <message>
        <source>Finish the form first</source>
        <translation>请先完成正在填写的表单</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>分派</translation>
    </message>
    <message>
        <source>It was a mistake: take it back</source>
        <translation>登记有误，撤销</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Getting the file</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>This cannot be shown here. Save it, and open it.</source>
        <translation>这里不能显示。请先保存，再打开。</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>保存文件</translation>
    </message>
    <message>
        <source>Add a file</source>
        <translation>添加文件</translation>
    </message>
</context>
<context>
    <name>CaseTable</name>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>About</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>处理人</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Not a customer we know</source>
        <translation>不是在册客户</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>无人处理</translation>
    </message>
</context>
<context>
    <name>CaseView</name>
    <message>
        <source>Tasks and redress</source>
        <translation>协办与补偿</translation>
    </message>
    <message>
        <source>Letters and files</source>
        <translation>信函与文件</translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation>今天 {time}</translation>
    </message>
    <message>
        <source>Getting the complaint</source>
        <translation>正在读取投诉</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>History</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>Deadlines</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>What is shown may be old. {why}</source>
        <translation>显示的内容可能不是最新的。{why}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Saved. Somebody else had changed {fields} meanwhile; that stays too.</source>
        <translation>已保存。期间有同事修改了{fields}，也一并保留。</translation>
    </message>
    <message>
        <source>This complaint is not open to you</source>
        <translation>您不能查看这件投诉</translation>
    </message>
    <message>
        <source>It is not there any more, or somebody else deals with it.</source>
        <translation>它已不存在，或由其他同事处理。</translation>
    </message>
    <message>
        <source>The complaint cannot be read now</source>
        <translation>现在读不到这件投诉</translation>
    </message>
</context>
<context>
    <name>Cases</name>
    <message>
        <source>Say how much.</source>
        <translation>请填写金额。</translation>
    </message>
    <message>
        <source>{count} open</source>
        <translation>在办 {count} 件</translation>
    </message>
    <message>
        <source>Only if it helps whoever reads the history</source>
        <translation>对以后查看的人有帮助才写</translation>
    </message>
    <message>
        <source>State afterwards: {state}</source>
        <translation>之后的状态：{state}</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>处理人</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Back-up</source>
        <translation>后备</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Why it is handed over</source>
        <translation>移交原因</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>Give it to somebody</source>
        <translation>交给处理人</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>By the end of</source>
        <translation>截至（当日）</translation>
    </message>
    <message>
        <source>What they are to do</source>
        <translation>需要办理的事项</translation>
    </message>
    <message>
        <source>Ask a department</source>
        <translation>请部门协办</translation>
    </message>
    <message>
        <source>Ask them</source>
        <translation>发出</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>办理结果</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>接手</translation>
    </message>
    <message>
        <source>Give it back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>办完</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>不接受</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Another deadline</source>
        <translation>改期限</translation>
    </message>
    <message>
        <source>What is given</source>
        <translation>补偿方式</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Why so much, or why nothing</source>
        <translation>为什么是这个金额，或为什么不补偿</translation>
    </message>
    <message>
        <source>Above your own limit somebody with the right approves it first.</source>
        <translation>超过您的权限时，要先由有权限的人批准。</translation>
    </message>
    <message>
        <source>Redress</source>
        <translation>补偿</translation>
    </message>
    <message>
        <source>Propose it</source>
        <translation>提出</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>It was paid</source>
        <translation>已支付</translation>
    </message>
    <message>
        <source>Why it stands still</source>
        <translation>暂停的原因</translation>
    </message>
    <message>
        <source>Stop the clock: {name}</source>
        <translation>暂停计时：{name}</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Why more time is needed</source>
        <translation>为什么需要延长</translation>
    </message>
    <message>
        <source>The date moves once somebody with the right has approved it.</source>
        <translation>有权限的人批准后，期限才会顺延。</translation>
    </message>
    <message>
        <source>The customer must be told why, in writing.</source>
        <translation>须书面告知客户原因。</translation>
    </message>
    <message>
        <source>More time: {name}</source>
        <translation>延长：{name}</translation>
    </message>
    <message>
        <source>Ask for it</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>Approve more time</source>
        <translation>批准延长</translation>
    </message>
    <message>
        <source>Refuse more time</source>
        <translation>不批准延长</translation>
    </message>
    <message>
        <source>{name} asks: {reason}</source>
        <translation>{name} 申请：{reason}</translation>
    </message>
    <message>
        <source>Why it goes</source>
        <translation>删除原因</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>删除{name}</translation>
    </message>
    <message>
        <source>What it holds is gone for good. That it was here, and why it went, stays.</source>
        <translation>文件内容将永久删除；曾有此文件及删除原因会保留。</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>The earlier complaint</source>
        <translation>之前的投诉</translation>
    </message>
    <message>
        <source>The same trouble again</source>
        <translation>同一问题再次发生</translation>
    </message>
    <message>
        <source>Link them</source>
        <translation>关联</translation>
    </message>
    <message>
        <source>Needed where it leaves the rules of its region, or a deadline of the law falls away</source>
        <translation>改变适用地区，或法定时限因此取消时必填</translation>
    </message>
    <message>
        <source>Name, team or initials; they do nothing with it</source>
        <translation>姓名、团队或拼音首字母；当事人不得处理本件</translation>
    </message>
    <message>
        <source>Change what was recorded</source>
        <translation>修改登记内容</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>The system</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Changed: {fields}</source>
        <translation>修改了：{fields}</translation>
    </message>
    <message>
        <source>Given to nobody yet</source>
        <translation>暂无处理人</translation>
    </message>
    <message>
        <source>Given to {name}</source>
        <translation>交给 {name}</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>已登记</translation>
    </message>
    <message>
        <source>Taken back: it was recorded by mistake</source>
        <translation>登记有误，已撤销</translation>
    </message>
    <message>
        <source>Linked</source>
        <translation>已关联</translation>
    </message>
    <message>
        <source>A deadline has changed</source>
        <translation>时限有变化</translation>
    </message>
    <message>
        <source>A letter went out</source>
        <translation>已发出信函</translation>
    </message>
    <message>
        <source>A file was added or removed</source>
        <translation>添加或删除了文件</translation>
    </message>
    <message>
        <source>The customer was asked how it was</source>
        <translation>已请客户评价</translation>
    </message>
    <message>
        <source>It belongs to another customer record now</source>
        <translation>现归属另一客户记录</translation>
    </message>
    <message>
        <source>Something was noted</source>
        <translation>有新记录</translation>
    </message>
    <message>
        <source>A letter waits to go out by e-mail</source>
        <translation>信函等待以电子邮件发出</translation>
    </message>
    <message>
        <source>A letter went out by e-mail</source>
        <translation>信函已通过电子邮件发出</translation>
    </message>
    <message>
        <source>A letter went out by e-mail, or perhaps not</source>
        <translation>信函可能已通过电子邮件发出，结果不明</translation>
    </message>
    <message>
        <source>A letter did not go out by e-mail</source>
        <translation>信函未能通过电子邮件发出</translation>
    </message>
    <message>
        <source>Task taken: {department}</source>
        <translation>协办已接手：{department}</translation>
    </message>
    <message>
        <source>Task given back: {department}</source>
        <translation>协办被退回：{department}</translation>
    </message>
    <message>
        <source>Task done: {department}</source>
        <translation>协办已办完：{department}</translation>
    </message>
    <message>
        <source>Task refused: {department}</source>
        <translation>协办未接受：{department}</translation>
    </message>
    <message>
        <source>Task taken back: {department}</source>
        <translation>协办已撤回：{department}</translation>
    </message>
    <message>
        <source>Task opened again: {department}</source>
        <translation>协办重新打开：{department}</translation>
    </message>
    <message>
        <source>Task has another deadline: {department}</source>
        <translation>协办改了期限：{department}</translation>
    </message>
    <message>
        <source>Task is late: {department}</source>
        <translation>任务已逾期：{department}</translation>
    </message>
    <message>
        <source>Task for {department}</source>
        <translation>请{department}协办</translation>
    </message>
    <message>
        <source>Redress approved</source>
        <translation>补偿已批准</translation>
    </message>
    <message>
        <source>Redress refused</source>
        <translation>补偿未批准</translation>
    </message>
    <message>
        <source>Redress taken back</source>
        <translation>补偿已撤回</translation>
    </message>
    <message>
        <source>Redress paid</source>
        <translation>补偿已支付</translation>
    </message>
    <message>
        <source>Redress proposed</source>
        <translation>提出补偿</translation>
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
        <source>Given back</source>
        <translation>已归还</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>已分派</translation>
    </message>
    <message>
        <source>Changed meanwhile</source>
        <translation>期间已有改动</translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>Complaints</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>New complaint</source>
        <translation>新投诉</translation>
    </message>
    <message>
        <source>Older ones, new rules</source>
        <translation>旧件适用新规则</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Recorded by me</source>
        <translation>我登记的</translation>
    </message>
    <message>
        <source>My team&apos;s</source>
        <translation>本组的</translation>
    </message>
    <message>
        <source>By deadline</source>
        <translation>按时限</translation>
    </message>
    <message>
        <source>By category</source>
        <translation>按类别</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>改进</translation>
    </message>
</context>
<context>
    <name>CasesWindow</name>
    <message>
        <source>Complaints</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质检</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报表</translation>
    </message>
</context>
<context>
    <name>CategoryList</name>
    <message>
        <source>Name or pinyin initials</source>
        <translation>名称或拼音首字母</translation>
    </message>
    <message>
        <source>Find a category</source>
        <translation>查找类别</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>All categories</source>
        <translation>全部类别</translation>
    </message>
</context>
<context>
    <name>CategoryPicker</name>
    <message>
        <source>How to judge this one</source>
        <translation>这一类怎么判断</translation>
    </message>
    <message>
        <source>No category matches “{text}”.</source>
        <translation>没有类别符合“{text}”。</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>投诉类别</translation>
    </message>
    <message>
        <source>Name or pinyin initials</source>
        <translation>名称或拼音首字母</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>类别</translation>
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
        <source>Complaints</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Callbacks</source>
        <translation>回电</translation>
    </message>
    <message>
        <source>{count} open</source>
        <translation>{count} 个未结</translation>
    </message>
</context>
<context>
    <name>ChangeTable</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经办</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>By rule</source>
        <translation>按规则</translation>
    </message>
    <message>
        <source>{count} assigned</source>
        <translation>分配 {count} 位</translation>
    </message>
    <message>
        <source>{count} from {old} to {new}</source>
        <translation>{count} 位：{old} → {new}</translation>
    </message>
    <message>
        <source>From what to what, and why</source>
        <translation>改了什么，为什么</translation>
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
    <message>
        <source>SMS</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>信函</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>Take along</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>{file} is written.</source>
        <translation>{file} 已写好。</translation>
    </message>
    <message>
        <source>{file} could not be written. Choose another folder.</source>
        <translation>{file} 写不进去，请换一个文件夹。</translation>
    </message>
    <message>
        <source>As a picture (PNG)</source>
        <translation>图片（PNG）</translation>
    </message>
    <message>
        <source>As values (CSV)</source>
        <translation>数值（CSV）</translation>
    </message>
    <message>
        <source>The whole list as a file</source>
        <translation>完整清单文件</translation>
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
    <name>ChecklistPanel</name>
    <message>
        <source>Before you can send it for review</source>
        <translation>送审前</translation>
    </message>
    <message>
        <source>Line {line}</source>
        <translation>第{line}行</translation>
    </message>
</context>
<context>
    <name>ChoiceCard</name>
    <message>
        <source>Move it up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move it down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Take it away</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>ClockRail</name>
    <message>
        <source>Recording</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation>今天 {time}</translation>
    </message>
    <message>
        <source>{day}, {name}, is no working day</source>
        <translation>{day} {name}不算工作日</translation>
    </message>
    <message>
        <source>{day} is worked</source>
        <translation>{day} 算工作日（调休）</translation>
    </message>
    <message>
        <source>Holidays of a year to come are not announced yet: the date may move</source>
        <translation>明年放假安排尚未公布，日期可能会变</translation>
    </message>
    <message>
        <source>{time}, the customer is told</source>
        <translation>{time}，要告知客户</translation>
    </message>
    <message>
        <source>{time}, to be approved</source>
        <translation>{time}，要批准</translation>
    </message>
    <message>
        <source>{count} hours</source>
        <translation>{count} 小时</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count} 日</translation>
    </message>
    <message>
        <source>{count} working days</source>
        <translation>{count} 个工作日</translation>
    </message>
    <message>
        <source>1 working day</source>
        <translation>1 个工作日</translation>
    </message>
    <message>
        <source>{count} weeks</source>
        <translation>{count} 周</translation>
    </message>
    <message>
        <source>{count} months</source>
        <translation>{count} 个月</translation>
    </message>
    <message>
        <source>late</source>
        <translation>已超时</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>1 day left</source>
        <translation>还有 1 天</translation>
    </message>
    <message>
        <source>{count} days left</source>
        <translation>还有 {count} 天</translation>
    </message>
</context>
<context>
    <name>ClocksCard</name>
    <message>
        <source>Deadlines</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Deadlines: {rules}</source>
        <translation>时限：{rules}</translation>
    </message>
    <message>
        <source>Getting the deadlines</source>
        <translation>正在读取时限</translation>
    </message>
    <message>
        <source>No rule sets a deadline for this.</source>
        <translation>没有规则为它设定时限。</translation>
    </message>
    <message>
        <source>Stopped: {reason}</source>
        <translation>已暂停：{reason}</translation>
    </message>
    <message>
        <source>Provisional: the holidays of that year are not announced yet</source>
        <translation>暂定：该年度假期尚未公布</translation>
    </message>
    <message>
        <source>Nobody has checked this rule against its text</source>
        <translation>此规则尚未有人对照原文核实</translation>
    </message>
    <message>
        <source>Source: {source}</source>
        <translation>来源：{source}</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>继续计时</translation>
    </message>
    <message>
        <source>Stop the clock</source>
        <translation>暂停计时</translation>
    </message>
    <message>
        <source>Hide why</source>
        <translation>收起说明</translation>
    </message>
    <message>
        <source>Why this date</source>
        <translation>日期怎么算的</translation>
    </message>
    <message>
        <source>More time: {name}</source>
        <translation>延长：{name}</translation>
    </message>
    <message>
        <source>{name} asked for more time: {reason}</source>
        <translation>{name} 申请延长：{reason}</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>不批准</translation>
    </message>
    <message>
        <source>{count} hours</source>
        <translation>{count} 小时</translation>
    </message>
    <message>
        <source>{count} calendar days</source>
        <translation>{count} 个自然日</translation>
    </message>
    <message>
        <source>{count} working days</source>
        <translation>{count} 个工作日</translation>
    </message>
    <message>
        <source>{count} weeks</source>
        <translation>{count} 周</translation>
    </message>
    <message>
        <source>{count} months</source>
        <translation>{count} 个月</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>已按时</translation>
    </message>
    <message>
        <source>kept, late</source>
        <translation>已完成，超期</translation>
    </message>
    <message>
        <source>over</source>
        <translation>已过</translation>
    </message>
    <message>
        <source>counts no more</source>
        <translation>不再适用</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>尚未开始</translation>
    </message>
</context>
<context>
    <name>Complaining</name>
    <message>
        <source>Record a suggestion</source>
        <translation>登记建议</translation>
    </message>
    <message>
        <source>Record praise</source>
        <translation>登记表扬</translation>
    </message>
    <message>
        <source>Go on with the complaint of {name}</source>
        <translation>继续登记 {name} 的投诉</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>某位客户</translation>
    </message>
</context>
<context>
    <name>ComplaintFormView</name>
    <message>
        <source>Record a complaint</source>
        <translation>登记投诉</translation>
    </message>
    <message>
        <source>Record a suggestion</source>
        <translation>登记建议</translation>
    </message>
    <message>
        <source>Record praise</source>
        <translation>登记表扬</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>It is kept on this computer and recorded as soon as the server is back. {why}</source>
        <translation>已保存在本机，服务器恢复后自动登记。{why}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>What you type is not kept on this computer. {why}</source>
        <translation>输入的内容没有保存在本机。{why}</translation>
    </message>
    <message>
        <source>The categories did not come. {why}</source>
        <translation>没有取到投诉类别。{why}</translation>
    </message>
    <message>
        <source>What the bank knows of the customer did not come. {why}</source>
        <translation>没有取到客户的资料。{why}</translation>
    </message>
    <message>
        <source>Found on this computer as you left it. Read it through, then record it.</source>
        <translation>在本机找到了上次没登记完的内容，请看一遍再登记。</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>ComplaintWords</name>
    <message>
        <source>“{text}” is no amount. Write it like 1,286.40.</source>
        <translation>“{text}”不是金额，请写成 1,286.40 这样。</translation>
    </message>
    <message>
        <source>More than an amount can be here. Look at the figures.</source>
        <translation>金额太大，请核对数字。</translation>
    </message>
    <message>
        <source>“{text}” is no day. Write it like 2026-06-12.</source>
        <translation>“{text}”不是日期，请写成 2026-06-12 这样。</translation>
    </message>
    <message>
        <source>That day is still to come.</source>
        <translation>这一天还没到。</translation>
    </message>
    <message>
        <source>{count} characters too many. Leave out what others need not know, or add a file.</source>
        <translation>多了 {count} 个字。请删去不必要的内容，或改用文件。</translation>
    </message>
    <message>
        <source>More than the amount in dispute, {amount}. Check with the customer, or write below why more.</source>
        <translation>比涉及金额 {amount} 元多。请和客户核对，或在下面写明多出部分的原因。</translation>
    </message>
    <message>
        <source>This category is used no longer. Choose another one.</source>
        <translation>这个类别已停用，请另选一个。</translation>
    </message>
    <message>
        <source>The server does not take this. Change it.</source>
        <translation>服务器不接受这一项，请修改。</translation>
    </message>
    <message>
        <source>Choose what it is about.</source>
        <translation>请选择投诉类别。</translation>
    </message>
    <message>
        <source>Choose the account or card.</source>
        <translation>请选择账户或卡。</translation>
    </message>
    <message>
        <source>Choose the currency.</source>
        <translation>请选择币种。</translation>
    </message>
    <message>
        <source>Say on which day.</source>
        <translation>请填发生日期。</translation>
    </message>
    <message>
        <source>Say how bad it is.</source>
        <translation>请选择严重程度。</translation>
    </message>
    <message>
        <source>Say in a sentence what happened.</source>
        <translation>请用一句话说明发生了什么。</translation>
    </message>
    <message>
        <source>Say what the customer wants.</source>
        <translation>请选择客户的诉求。</translation>
    </message>
    <message>
        <source>Say how much is asked for.</source>
        <translation>请填要求的金额。</translation>
    </message>
    <message>
        <source>Say what was answered, the root cause and the result.</source>
        <translation>请填写答复内容、根本原因和处理结论。</translation>
    </message>
    <message>
        <source>Choose who deals with it.</source>
        <translation>请选择处理人。</translation>
    </message>
    <message>
        <source>Say how the answer is to come.</source>
        <translation>请选择回复方式。</translation>
    </message>
    <message>
        <source>It is empty.</source>
        <translation>文件是空的。</translation>
    </message>
    <message>
        <source>It is larger than {size} MB.</source>
        <translation>超过 {size} MB。</translation>
    </message>
    <message>
        <source>{count} files go along at most.</source>
        <translation>最多附 {count} 个文件。</translation>
    </message>
    <message>
        <source>Pictures, PDF, Word, Excel and text go along, nothing else.</source>
        <translation>只能附图片、PDF、Word、Excel 和文本。</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Praise</source>
        <translation>表扬</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>SMS</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>电邮</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>信函</translation>
    </message>
    <message>
        <source>In the app</source>
        <translation>手机银行</translation>
    </message>
    <message>
        <source>At the branch</source>
        <translation>网点</translation>
    </message>
    <message>
        <source>No answer wanted</source>
        <translation>不需要回复</translation>
    </message>
    <message>
        <source>same account</source>
        <translation>同账户</translation>
    </message>
    <message>
        <source>same transaction</source>
        <translation>同一笔交易</translation>
    </message>
    <message>
        <source>same category</source>
        <translation>同类别</translation>
    </message>
    <message>
        <source>similar category</source>
        <translation>类别相近</translation>
    </message>
    <message>
        <source>same day</source>
        <translation>同一天</translation>
    </message>
    <message>
        <source>same amount</source>
        <translation>同金额</translation>
    </message>
    <message>
        <source>same words</source>
        <translation>说法相同</translation>
    </message>
    <message>
        <source>In work</source>
        <translation>在办</translation>
    </message>
    <message>
        <source>Waits for the customer</source>
        <translation>等客户</translation>
    </message>
    <message>
        <source>Waits for others</source>
        <translation>等第三方</translation>
    </message>
    <message>
        <source>Answer approved</source>
        <translation>答复已批准</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>有异议</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>已升级</translation>
    </message>
    <message>
        <source>At the ombudsman</source>
        <translation>外部调解</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>Reopened</source>
        <translation>重新办理</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>已并入</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>已保存 {time}</translation>
    </message>
    <message>
        <source>Being recorded</source>
        <translation>正在登记</translation>
    </message>
    <message>
        <source>Kept here, waits for the server</source>
        <translation>已存本机，等服务器</translation>
    </message>
</context>
<context>
    <name>Complaints</name>
    <message>
        <source>Registered</source>
        <translation>已登记</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>已确认收到</translation>
    </message>
    <message>
        <source>Investigating</source>
        <translation>调查中</translation>
    </message>
    <message>
        <source>Waits for customer</source>
        <translation>等客户</translation>
    </message>
    <message>
        <source>Waits for others</source>
        <translation>等第三方</translation>
    </message>
    <message>
        <source>Answer approved</source>
        <translation>答复已批准</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>客户接受</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>客户不认可</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>已升级</translation>
    </message>
    <message>
        <source>At the ombudsman</source>
        <translation>申诉机构处理中</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>Reopened</source>
        <translation>已重开</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>已并案</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Minor</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>Major</source>
        <translation>较重</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>重大</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Praise</source>
        <translation>表扬</translation>
    </message>
    <message>
        <source>by phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>at a branch</source>
        <translation>网点</translation>
    </message>
    <message>
        <source>in the app</source>
        <translation>手机银行</translation>
    </message>
    <message>
        <source>by e-mail</source>
        <translation>电子邮件</translation>
    </message>
    <message>
        <source>by letter</source>
        <translation>信函</translation>
    </message>
    <message>
        <source>on social media</source>
        <translation>社交媒体</translation>
    </message>
    <message>
        <source>through the regulator</source>
        <translation>监管转办</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Text message</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>电子邮件</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>信函</translation>
    </message>
    <message>
        <source>App</source>
        <translation>手机银行</translation>
    </message>
    <message>
        <source>At a branch</source>
        <translation>网点当面</translation>
    </message>
    <message>
        <source>No answer wanted</source>
        <translation>不需要答复</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>确认收到</translation>
    </message>
    <message>
        <source>Start investigation</source>
        <translation>开始调查</translation>
    </message>
    <message>
        <source>Wait for customer</source>
        <translation>等客户补充</translation>
    </message>
    <message>
        <source>Wait for others</source>
        <translation>等第三方</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续处理</translation>
    </message>
    <message>
        <source>Propose the answer</source>
        <translation>拟定答复</translation>
    </message>
    <message>
        <source>Approve the answer</source>
        <translation>批准答复</translation>
    </message>
    <message>
        <source>Send back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Give the answer</source>
        <translation>答复客户</translation>
    </message>
    <message>
        <source>Settle now</source>
        <translation>当场解决</translation>
    </message>
    <message>
        <source>Customer accepts</source>
        <translation>客户接受</translation>
    </message>
    <message>
        <source>Customer disputes</source>
        <translation>客户不认可</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>升级</translation>
    </message>
    <message>
        <source>To the ombudsman</source>
        <translation>转申诉机构</translation>
    </message>
    <message>
        <source>Customer withdraws</source>
        <translation>客户撤诉</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>办结</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>重开</translation>
    </message>
    <message>
        <source>Join into another</source>
        <translation>并入另一件</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Answer to the customer</source>
        <translation>给客户的答复</translation>
    </message>
    <message>
        <source>Root cause</source>
        <translation>根本原因</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>处理结论</translation>
    </message>
    <message>
        <source>Expected by</source>
        <translation>预计日期</translation>
    </message>
    <message>
        <source>The customer was told by</source>
        <translation>告知客户的方式</translation>
    </message>
    <message>
        <source>Complaint it goes on in</source>
        <translation>并入哪一件</translation>
    </message>
    <message>
        <source>Another person</source>
        <translation>另一人</translation>
    </message>
    <message>
        <source>Redress decided</source>
        <translation>补偿已定</translation>
    </message>
    <message>
        <source>Tasks done</source>
        <translation>协办已完成</translation>
    </message>
    <message>
        <source>Letter sent</source>
        <translation>信函已发出</translation>
    </message>
    <message>
        <source>Another person than who proposed the answer must do this.</source>
        <translation>须由拟定答复以外的人来做。</translation>
    </message>
    <message>
        <source>Decide the redress first, or say that none is given.</source>
        <translation>请先定下补偿，或注明不予补偿。</translation>
    </message>
    <message>
        <source>Open tasks must be done or taken back first.</source>
        <translation>未完成的协办须先办完或撤回。</translation>
    </message>
    <message>
        <source>Send the final answer or the summary by letter first.</source>
        <translation>请先发出最终答复函或解决确认函。</translation>
    </message>
    <message>
        <source>Say the root cause first.</source>
        <translation>请先填写根本原因。</translation>
    </message>
    <message>
        <source>Say the result first.</source>
        <translation>请先填写处理结论。</translation>
    </message>
    <message>
        <source>Write the answer first.</source>
        <translation>请先写好答复。</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>Happened on</source>
        <translation>发生日期</translation>
    </message>
    <message>
        <source>Amount in dispute</source>
        <translation>涉及金额</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Amount asked for</source>
        <translation>要求金额</translation>
    </message>
    <message>
        <source>Why more is asked for</source>
        <translation>要求更多的原因</translation>
    </message>
    <message>
        <source>The customer wants</source>
        <translation>客户诉求</translation>
    </message>
    <message>
        <source>Accounts and transactions</source>
        <translation>账户与交易</translation>
    </message>
    <message>
        <source>About whom</source>
        <translation>涉及人员</translation>
    </message>
    <message>
        <source>Colleague whom it is about</source>
        <translation>被投诉的同事</translation>
    </message>
    <message>
        <source>Answer by</source>
        <translation>回复方式</translation>
    </message>
    <message>
        <source>Vulnerable</source>
        <translation>特殊关注客户</translation>
    </message>
    <message>
        <source>Regulatory</source>
        <translation>监管转办</translation>
    </message>
    <message>
        <source>Legal</source>
        <translation>涉法律</translation>
    </message>
    <message>
        <source>Rules of</source>
        <translation>适用规则</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>来源渠道</translation>
    </message>
    <message>
        <source>Note to the handler</source>
        <translation>给处理人的话</translation>
    </message>
    <message>
        <source>Special rules</source>
        <translation>特别规则</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>这一项必填。</translation>
    </message>
    <message>
        <source>The server does not know this. Choose another.</source>
        <translation>服务器没有这一项，请另选。</translation>
    </message>
    <message>
        <source>This is used no longer. Choose another.</source>
        <translation>这一项已停用，请另选。</translation>
    </message>
    <message>
        <source>Choose one of the finer ones below it.</source>
        <translation>请选择它下面更细的一项。</translation>
    </message>
    <message>
        <source>This is too long. Shorten it.</source>
        <translation>太长了，请缩短。</translation>
    </message>
    <message>
        <source>This day has not come yet.</source>
        <translation>这一天还没到。</translation>
    </message>
    <message>
        <source>This day is past.</source>
        <translation>该日期已过。</translation>
    </message>
    <message>
        <source>This belongs to another customer.</source>
        <translation>这属于另一位客户。</translation>
    </message>
    <message>
        <source>Say in which currency.</source>
        <translation>请注明币种。</translation>
    </message>
    <message>
        <source>This is more than the amount in dispute. Say why.</source>
        <translation>超过了涉及金额，请说明原因。</translation>
    </message>
    <message>
        <source>This is for complaints only.</source>
        <translation>这一项只用于投诉。</translation>
    </message>
    <message>
        <source>It is about this colleague. Choose somebody else.</source>
        <translation>投诉涉及这位同事，请选择其他人。</translation>
    </message>
    <message>
        <source>Owner and back-up are one person. Choose another.</source>
        <translation>处理人和后备是同一人，请另选。</translation>
    </message>
    <message>
        <source>Joined into this one</source>
        <translation>已并入本件</translation>
    </message>
    <message>
        <source>Goes on in</source>
        <translation>并入</translation>
    </message>
    <message>
        <source>Came again as</source>
        <translation>再次发生</translation>
    </message>
    <message>
        <source>Repeat of</source>
        <translation>重复投诉</translation>
    </message>
    <message>
        <source>Looked at, another matter</source>
        <translation>已核对，不是同一件事</translation>
    </message>
    <message>
        <source>Contact about it</source>
        <translation>相关联系</translation>
    </message>
</context>
<context>
    <name>ComplaintsTable</name>
    <message>
        <source>Case</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>About</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>自</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>逾期</translation>
    </message>
</context>
<context>
    <name>ConflictBox</name>
    <message>
        <source>This note was changed at another desktop meanwhile. It says there:</source>
        <translation>这份说明期间在另一桌面被修改。那里写的是：</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>The other text</source>
        <translation>另一份文字</translation>
    </message>
    <message>
        <source>Keep what stands below</source>
        <translation>保留下方文字</translation>
    </message>
    <message>
        <source>Take the other text</source>
        <translation>采用另一份文字</translation>
    </message>
</context>
<context>
    <name>ConflictView</name>
    <message>
        <source>Somebody else changed the same</source>
        <translation>有同事改了同一处</translation>
    </message>
    <message>
        <source>Nothing of yours is lost. Choose for each what it is to be; all else of both is kept.</source>
        <translation>您填的内容没有丢。请逐项选定；双方其他的改动都会保留。</translation>
    </message>
    <message>
        <source>Keep what is chosen</source>
        <translation>按所选保存</translation>
    </message>
    <message>
        <source>Drop my changes</source>
        <translation>放弃我的修改</translation>
    </message>
    <message>
        <source>{field}, before: {value}</source>
        <translation>{field}，原来是：{value}</translation>
    </message>
    <message>
        <source>Yours: {value}</source>
        <translation>您的：{value}</translation>
    </message>
    <message>
        <source>Both, theirs first</source>
        <translation>都保留，对方的在前</translation>
    </message>
</context>
<context>
    <name>ConsultSlot</name>
    <message>
        <source>You</source>
        <translation>您</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>已静音</translation>
    </message>
    <message>
        <source>Mic on</source>
        <translation>麦克风开</translation>
    </message>
    <message>
        <source>You hear music</source>
        <translation>您听到音乐</translation>
    </message>
    <message>
        <source>No link</source>
        <translation>无连接</translation>
    </message>
    <message>
        <source>whole call</source>
        <translation>通话总长</translation>
    </message>
    <message>
        <source>hears music</source>
        <translation>听到音乐</translation>
    </message>
    <message>
        <source>The caller</source>
        <translation>来电者</translation>
    </message>
    <message>
        <source>of {limit}</source>
        <translation>上限 {limit}</translation>
    </message>
    <message>
        <source>Recover caller</source>
        <translation>接回来电者</translation>
    </message>
    <message>
        <source>The specialist</source>
        <translation>专员</translation>
    </message>
    <message>
        <source>then back to you</source>
        <translation>之后回到您这里</translation>
    </message>
    <message>
        <source>A colleague</source>
        <translation>同事</translation>
    </message>
    <message>
        <source>In the call too</source>
        <translation>也在通话中</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>移出</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>立即转出</translation>
    </message>
    <message>
        <source>Complete transfer</source>
        <translation>完成转接</translation>
    </message>
    <message>
        <source>Leave to them</source>
        <translation>交由双方继续</translation>
    </message>
    <message>
        <source>Conference</source>
        <translation>三方会议</translation>
    </message>
    <message>
        <source>Add another</source>
        <translation>再加一人</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>切换</translation>
    </message>
    <message>
        <source>Cancel &amp; return</source>
        <translation>取消并返回</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Waiting for the telephone system</source>
        <translation>正在等待电话系统</translation>
    </message>
    <message>
        <source>Another action is under way</source>
        <translation>另一项操作正在进行</translation>
    </message>
    <message>
        <source>No link to the server. The call goes on.</source>
        <translation>与服务器的连接已断。通话仍在继续。</translation>
    </message>
    <message>
        <source>Once the specialist is on the line</source>
        <translation>专员接通后可用</translation>
    </message>
    <message>
        <source>Not possible just now</source>
        <translation>此刻无法操作</translation>
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
        <source>It was somebody else</source>
        <translation>其实是另一个人</translation>
    </message>
    <message>
        <source>Who was it?</source>
        <translation>是谁来电？</translation>
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
        <source>The call is now with {name}.</source>
        <translation>这通电话现属于 {name}。</translation>
    </message>
    <message>
        <source>A colleague had put their part right: it stays as it is.</source>
        <translation>同事已更正过自己的部分，保持不变。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
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
        <source>Outgoing</source>
        <translation>呼出</translation>
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
        <source>Whoever took it over: {outcome}</source>
        <translation>接手同事的结果：{outcome}</translation>
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
        <source>Before the call</source>
        <translation>拨打前预览</translation>
    </message>
    <message>
        <source>Dialling</source>
        <translation>拨号中</translation>
    </message>
    <message>
        <source>Ringing there</source>
        <translation>对方响铃</translation>
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
        <source>Not reached</source>
        <translation>未打通</translation>
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
        <source>Given back</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Outgoing</source>
        <translation>呼出</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>号码已隐藏</translation>
    </message>
</context>
<context>
    <name>ContactsCard</name>
    <message>
        <source>usual {count}</source>
        <translation>平时 {count}</translation>
    </message>
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
        <source>Outgoing</source>
        <translation>呼出</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes}分钟</translation>
    </message>
    <message>
        <source>{count} agents</source>
        <translation>{count} 位坐席</translation>
    </message>
    <message>
        <source>{name} called back</source>
        <translation>{name}已回电</translation>
    </message>
    <message>
        <source>{name} calls back by {when}</source>
        <translation>{name}将于{when}前回电</translation>
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
        <source>Numbers we call from</source>
        <translation>外呼号码</translation>
    </message>
    <message>
        <source>Skills</source>
        <translation>技能</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Entry menu</source>
        <translation>语音菜单</translation>
    </message>
    <message>
        <source>Rules of the centre</source>
        <translation>中心规则</translation>
    </message>
    <message>
        <source>Outcomes of calls</source>
        <translation>通话结果</translation>
    </message>
    <message>
        <source>Reasons for not ready</source>
        <translation>未就绪原因</translation>
    </message>
    <message>
        <source>Thresholds of the floor</source>
        <translation>现场预警阈值</translation>
    </message>
    <message>
        <source>Service levels</source>
        <translation>服务水平口径</translation>
    </message>
</context>
<context>
    <name>CustomerCallbacksTable</name>
    <message>
        <source>Due</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>How it stands</source>
        <translation>进展</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>已联系上</translation>
    </message>
    <message>
        <source>They do not wish it</source>
        <translation>客户不希望</translation>
    </message>
    <message>
        <source>They called first</source>
        <translation>客户先来电</translation>
    </message>
    <message>
        <source>Done otherwise</source>
        <translation>以其他方式完成</translation>
    </message>
    <message>
        <source>Called off</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Goes on in another one</source>
        <translation>并入另一回电</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>已承诺</translation>
    </message>
    <message>
        <source>Somebody has it before them</source>
        <translation>有同事正在看</translation>
    </message>
    <message>
        <source>Is being called</source>
        <translation>正在呼叫</translation>
    </message>
    <message>
        <source>Waits for a supervisor</source>
        <translation>等待主管处理</translation>
    </message>
</context>
<context>
    <name>CustomerCallbacksView</name>
    <message>
        <source>Callbacks</source>
        <translation>回电</translation>
    </message>
    <message>
        <source>Getting callbacks</source>
        <translation>正在读取回电</translation>
    </message>
    <message>
        <source>No callback so far</source>
        <translation>尚无回电</translation>
    </message>
    <message>
        <source>Nobody has promised the customer a call.</source>
        <translation>还没有人承诺给客户回电。</translation>
    </message>
    <message>
        <source>{count} open, {over} over</source>
        <translation>{count} 个未结，{over} 个已结束</translation>
    </message>
    <message>
        <source>Promise a call</source>
        <translation>承诺回电</translation>
    </message>
</context>
<context>
    <name>CustomerComplaintsView</name>
    <message>
        <source>Complaints</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Getting complaints</source>
        <translation>正在读取投诉</translation>
    </message>
    <message>
        <source>No complaint so far</source>
        <translation>尚无投诉</translation>
    </message>
    <message>
        <source>Whatever the customer is not content with is recorded here.</source>
        <translation>客户的不满都记录在这里。</translation>
    </message>
    <message>
        <source>Record a complaint</source>
        <translation>登记投诉</translation>
    </message>
    <message>
        <source>You can say: {words}</source>
        <translation>可告知客户：{words}</translation>
    </message>
    <message>
        <source>{count} open</source>
        <translation>{count} 个未结</translation>
    </message>
    <message>
        <source>the newest {shown} of {count} ended</source>
        <translation>{count} 个已结束，显示最近 {shown} 个</translation>
    </message>
    <message>
        <source>{count} ended</source>
        <translation>{count} 个已结束</translation>
    </message>
    <message>
        <source>{count} of 90 days the same trouble again</source>
        <translation>90 天内 {count} 个为同一问题再次发生</translation>
    </message>
</context>
<context>
    <name>CustomerDialog</name>
    <message>
        <source>Try it with a customer</source>
        <translation>用真实客户试用</translation>
    </message>
    <message>
        <source>Whom you find and whom you choose is logged. Nothing of theirs is changed.</source>
        <translation>查找和选取的客户都会留下记录，客户的任何资料都不会改动。</translation>
    </message>
    <message>
        <source>Whose facts you try it with is logged, and not told to you. Nothing is changed.</source>
        <translation>试用了哪位客户的资料会留下记录，但不会告诉您是谁。任何资料都不会改动。</translation>
    </message>
    <message>
        <source>Try it with them</source>
        <translation>用此客户试用</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Name, number, pinyin, initials or an ending</source>
        <translation>姓名、号码、拼音、首字母或尾号</translation>
    </message>
    <message>
        <source>Customers found</source>
        <translation>找到的客户</translation>
    </message>
    <message>
        <source>At least {count} letters.</source>
        <translation>请至少输入{count}个字。</translation>
    </message>
    <message>
        <source>They are on their way.</source>
        <translation>正在读取。</translation>
    </message>
    <message>
        <source>Find and choose a customer first.</source>
        <translation>请先查找并选取一位客户。</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>没有成功</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Some customer of the bank, unnamed</source>
        <translation>本行任一客户（不显示姓名）</translation>
    </message>
    <message>
        <source>Of the kind chosen above. Tier, age, products and the last booking are theirs. Name, numbers and place are made up. No call is made, and no action is done.</source>
        <translation>从上面所选的一类客户中抽取。等级、年龄、产品和最近一笔交易是真实的，姓名、号码和地点是虚构的。不会拨打电话，也不会执行任何操作。</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>正在查找</translation>
    </message>
    <message>
        <source>Nobody is found by “{text}”</source>
        <translation>没有找到“{text}”</translation>
    </message>
    <message>
        <source>Try fewer words, or the number.</source>
        <translation>请减少字词，或改用号码。</translation>
    </message>
    <message>
        <source>Find somebody to try it with</source>
        <translation>找一位客户来试用</translation>
    </message>
    <message>
        <source>The script runs with what the bank knows of them. No call is made, and no action is done.</source>
        <translation>脚本会按本行掌握的客户情况运行，不会拨打电话，也不会执行任何操作。</translation>
    </message>
</context>
<context>
    <name>CustomerTable</name>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Customer no.</source>
        <translation>客户号</translation>
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
        <source>, </source>
        <translation>、</translation>
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
        <source>Show less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Accounts in all systems</source>
        <translation>所有系统中的账户</translation>
    </message>
    <message>
        <source>Origins</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Where these values come from (Alt+O)</source>
        <translation>这些数值来自哪里 (Alt+O)</translation>
    </message>
    <message>
        <source>Identifiers and more</source>
        <translation>证件与更多</translation>
    </message>
</context>
<context>
    <name>DayBar</name>
    <message>
        <source>Today is shown</source>
        <translation>显示的就是今天</translation>
    </message>
    <message>
        <source>A day back, Alt+Left</source>
        <translation>前一天，Alt+Left</translation>
    </message>
    <message>
        <source>A day on, Alt+Right</source>
        <translation>后一天，Alt+Right</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
</context>
<context>
    <name>DayPage</name>
    <message>
        <source>A forecast is being made</source>
        <translation>正在预测</translation>
    </message>
    <message>
        <source>Staffing cannot be read now</source>
        <translation>现在读不到人力数据</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>No forecast of this day, and no call yet</source>
        <translation>这一天没有预测，也还没有来电</translation>
    </message>
    <message>
        <source>A forecast is made from the calls of at least seven whole days.</source>
        <translation>至少要有七个完整日的来电才能预测。</translation>
    </message>
    <message>
        <source>Make a forecast</source>
        <translation>生成预测</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Calls in half an hour</source>
        <translation>每半小时来电</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>The day by half hours; the arrow keys go through them</source>
        <translation>按半小时显示的一天；方向键逐个移动</translation>
    </message>
    <message>
        <source>Getting the day</source>
        <translation>正在读取这一天</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>实际来电</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Rest of today</source>
        <translation>今天余下</translation>
    </message>
    <message>
        <source>Same weekday</source>
        <translation>同星期均值</translation>
    </message>
    <message>
        <source>Needed</source>
        <translation>需要</translation>
    </message>
    <message>
        <source>Needed, plan too small</source>
        <translation>需要，排班不足</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>已排班</translation>
    </message>
    <message>
        <source>Were there</source>
        <translation>实际在岗</translation>
    </message>
    <message>
        <source>All queues</source>
        <translation>全部队列</translation>
    </message>
    <message>
        <source>{came} so far</source>
        <translation>至今 {came} 通</translation>
    </message>
    <message>
        <source>Calls of the day</source>
        <translation>全天来电</translation>
    </message>
    <message>
        <source>forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>{hours} paid hours</source>
        <translation>{hours} 计薪工时</translation>
    </message>
    <message>
        <source>Agents at the most</source>
        <translation>最多需要坐席</translation>
    </message>
    <message>
        <source>target {share} %</source>
        <translation>目标 {share} %</translation>
    </message>
    <message>
        <source>Service level by the plan</source>
        <translation>按排班的服务水平</translation>
    </message>
    <message>
        <source>no plan</source>
        <translation>无排班</translation>
    </message>
    <message>
        <source>{came} came, {forecast} were expected</source>
        <translation>来了 {came} 通，预计 {forecast} 通</translation>
    </message>
    <message>
        <source>Needed in the next 30 min</source>
        <translation>未来 30 分钟需要</translation>
    </message>
    <message>
        <source>{ready} ready, {busy} busy, {all} signed in</source>
        <translation>就绪 {ready}，忙碌 {busy}，登录 {all}</translation>
    </message>
    <message>
        <source>{count} more agents are needed in the next 30 minutes.</source>
        <translation>未来 30 分钟还缺 {count} 位坐席。</translation>
    </message>
    <message>
        <source>There is no shift plan of this day.</source>
        <translation>这一天没有排班。</translation>
    </message>
    <message>
        <source>Bring a plan in</source>
        <translation>导入排班</translation>
    </message>
    <message>
        <source>In {count} half hours the plan has too few agents.</source>
        <translation>有 {count} 个半小时排班人数不足。</translation>
    </message>
    <message>
        <source>Point at a half hour, or go to it with the arrow keys.</source>
        <translation>指向某个半小时，或用方向键移动。</translation>
    </message>
    <message>
        <source>{count} came</source>
        <translation>来电 {count} 通</translation>
    </message>
    <message>
        <source>{count} forecast</source>
        <translation>预测 {count} 通</translation>
    </message>
    <message>
        <source>{count} expected now</source>
        <translation>现预计 {count} 通</translation>
    </message>
    <message>
        <source>{agents} agents needed, {paid} paid</source>
        <translation>需要在座 {agents} 人，排班 {paid} 人</translation>
    </message>
    <message>
        <source>so that nobody is busy all the time</source>
        <translation>以免一直忙碌</translation>
    </message>
    <message>
        <source>{count} planned</source>
        <translation>已排 {count} 人</translation>
    </message>
    <message>
        <source>{share} % in time with these</source>
        <translation>如此可及时接听 {share} %</translation>
    </message>
    <message>
        <source>{count} were there</source>
        <translation>在岗 {count} 人</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>at night</source>
        <translation>夜间</translation>
    </message>
    <message>
        <source>by command</source>
        <translation>由命令</translation>
    </message>
    <message>
        <source>asked for by {name}</source>
        <translation>应 {name} 要求</translation>
    </message>
    <message>
        <source>Made {made} {cause} from {calls} calls, {first} to {last}.</source>
        <translation>{made} {cause}根据 {first} 至 {last} 的 {calls} 通来电作出。</translation>
    </message>
    <message>
        <source>both methods, the better one a queue</source>
        <translation>两种方法，每个队列取较好的一种</translation>
    </message>
    <message>
        <source>the mean of the same weekday</source>
        <translation>同星期均值</translation>
    </message>
    <message>
        <source>Used: {used}; off by {library} % (library) and {baseline} % (same weekday).</source>
        <translation>采用：{used}；误差 {library} %（预测库）与 {baseline} %（同星期均值）。</translation>
    </message>
    <message>
        <source>Used: the mean of the same weekday alone.</source>
        <translation>只采用同星期均值。</translation>
    </message>
    <message>
        <source>No forecast was made: there are fewer than seven whole days of calls.</source>
        <translation>没有预测：完整的来电日不足七天。</translation>
    </message>
    <message>
        <source>No forecast was made: something failed. The server&apos;s log says what.</source>
        <translation>没有预测：出错了。服务器日志里有原因。</translation>
    </message>
</context>
<context>
    <name>DayStrip</name>
    <message>
        <source>1 survey</source>
        <translation>1 份调查</translation>
    </message>
    <message>
        <source>{count} surveys</source>
        <translation>{count} 份调查</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} / {all}</translation>
    </message>
    <message>
        <source>{count} late</source>
        <translation>{count} 个逾期</translation>
    </message>
    <message>
        <source>Calls handled</source>
        <translation>已处理来电</translation>
    </message>
    <message>
        <source>Average call</source>
        <translation>平均时长</translation>
    </message>
    <message>
        <source>team {time}</source>
        <translation>团队 {time}</translation>
    </message>
    <message>
        <source>Satisfaction</source>
        <translation>满意度</translation>
    </message>
    <message>
        <source>Ready time</source>
        <translation>在岗时间</translation>
    </message>
    <message>
        <source>Callbacks done</source>
        <translation>已回电</translation>
    </message>
    <message>
        <source>target {value}</source>
        <translation>目标 {value}</translation>
    </message>
    <message>
        <source>Next break</source>
        <translation>下次休息</translation>
    </message>
    <message>
        <source>none planned</source>
        <translation>未排班</translation>
    </message>
    <message>
        <source>now, until {time}</source>
        <translation>进行中，至 {time}</translation>
    </message>
    <message>
        <source>in {hours} h {minutes} m</source>
        <translation>{hours} 小时 {minutes} 分后</translation>
    </message>
    <message>
        <source>in {minutes} m</source>
        <translation>{minutes} 分后</translation>
    </message>
</context>
<context>
    <name>DaysTable</name>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Every day is as its weekday. Add the holidays, and the days that end early.</source>
        <translation>每天都按星期几。请添加节假日和提早结束的日子。</translation>
    </message>
    <message>
        <source>Add a day</source>
        <translation>添加日期</translation>
    </message>
    <message>
        <source>Remove the days that are past</source>
        <translation>删除已过去的日期</translation>
    </message>
</context>
<context>
    <name>DeadlinesView</name>
    <message>
        <source>Complaints by deadline</source>
        <translation>按时限的投诉</translation>
    </message>
    <message>
        <source>Who has them</source>
        <translation>处理人情况</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>{count} late</source>
        <translation>{count} 件超期</translation>
    </message>
    <message>
        <source>{count} today</source>
        <translation>{count} 件今天到期</translation>
    </message>
    <message>
        <source>Too many</source>
        <translation>过多</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>无人处理</translation>
    </message>
    <message>
        <source>limit {count}</source>
        <translation>上限 {count}</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>已超期</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Next 2 days</source>
        <translation>两天内</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后</translation>
    </message>
    <message>
        <source>No clock runs</source>
        <translation>无时限</translation>
    </message>
</context>
<context>
    <name>DeedsSide</name>
    <message>
        <source>Free the agent</source>
        <translation>释放坐席</translation>
    </message>
    <message>
        <source>End the call</source>
        <translation>结束通话</translation>
    </message>
    <message>
        <source>Why? It is kept with what is done.</source>
        <translation>原因？会与操作一起记录。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Choose a row</source>
        <translation>请选择一行</translation>
    </message>
    <message>
        <source>Here you see what is known of it, and what would come of setting it right by hand.</source>
        <translation>这里显示已知情况，以及人工处理的后果。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>自</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>The server sets this right by itself within 15 seconds, unless it cannot.</source>
        <translation>除非无法做到，服务器会在 15 秒内自动处理。</translation>
    </message>
    <message>
        <source>Looks wrong</source>
        <translation>可疑</translation>
    </message>
    <message>
        <source>Nothing contradicts itself: ask the agent before you do anything.</source>
        <translation>数据没有矛盾：处理前请先问坐席。</translation>
    </message>
    <message>
        <source>Nothing that the server can see</source>
        <translation>服务器没有发现问题</translation>
    </message>
    <message>
        <source>Not now: they are on a call that is really theirs. End that call instead.</source>
        <translation>现在不能：对方正在处理自己的通话。请改为结束该通话。</translation>
    </message>
    <message>
        <source>If you free the agent</source>
        <translation>如果释放坐席</translation>
    </message>
    <message>
        <source>If you end the call</source>
        <translation>如果结束通话</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>处理方式</translation>
    </message>
    <message>
        <source>Set right by</source>
        <translation>处理者</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>This is no longer so.</source>
        <translation>情况已不再如此。</translation>
    </message>
    <message>
        <source>Database and carrier were looked at. What was found is in the list below.</source>
        <translation>已检查数据库和运营商，发现的问题见下方列表。</translation>
    </message>
    <message>
        <source>{who} is free, and not ready.</source>
        <translation>{who} 已释放，状态为未就绪。</translation>
    </message>
    <message>
        <source>The carrier was told to end the call: {who}.</source>
        <translation>已要求运营商结束通话：{who}。</translation>
    </message>
</context>
<context>
    <name>DeskCommands</name>
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
        <source>Live board</source>
        <translation>实时看板</translation>
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
        <source>Source systems</source>
        <translation>来源系统</translation>
    </message>
    <message>
        <source>Stuck calls and agents</source>
        <translation>卡住的通话和坐席</translation>
    </message>
    <message>
        <source>Relationship managers</source>
        <translation>客户经理</translation>
    </message>
    <message>
        <source>Staffing</source>
        <translation>人力</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>客户活动</translation>
    </message>
    <message>
        <source>Callbacks in figures</source>
        <translation>回电统计</translation>
    </message>
    <message>
        <source>Callbacks to decide on</source>
        <translation>待处理的回电</translation>
    </message>
    <message>
        <source>Service scripts</source>
        <translation>服务脚本</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Quality of calls</source>
        <translation>通话质检</translation>
    </message>
    <message>
        <source>People who sign in</source>
        <translation>登录人员</translation>
    </message>
    <message>
        <source>This customer&apos;s accounts</source>
        <translation>此客户的账户</translation>
    </message>
    <message>
        <source>How the value was reckoned</source>
        <translation>客户价值如何计算</translation>
    </message>
</context>
<context>
    <name>DeskScreen</name>
    <message>
        <source>Call for you</source>
        <translation>有来电</translation>
    </message>
    <message>
        <source>Callback for you</source>
        <translation>有回电给您</translation>
    </message>
</context>
<context>
    <name>DiffView</name>
    <message>
        <source>Compared with live {version}</source>
        <translation>与已发布的{version}对比</translation>
    </message>
    <message>
        <source>Compared with {version}</source>
        <translation>与{version}对比</translation>
    </message>
    <message>
        <source>{added} lines added, {removed} removed</source>
        <translation>新增{added}行，删除{removed}行</translation>
    </message>
    <message>
        <source>Both texts are alike.</source>
        <translation>两份文字相同。</translation>
    </message>
    <message>
        <source>Back to the text</source>
        <translation>返回正文</translation>
    </message>
    <message>
        <source>Another version</source>
        <translation>其他版本</translation>
    </message>
</context>
<context>
    <name>Directory</name>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Being called</source>
        <translation>正被呼叫</translation>
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
        <source>Not ready</source>
        <translation>未就绪</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>This is you</source>
        <translation>这是您本人</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>未登录</translation>
    </message>
    <message>
        <source>Away just now</source>
        <translation>暂时离开</translation>
    </message>
    <message>
        <source>Finishing a call</source>
        <translation>话后处理中</translation>
    </message>
    <message>
        <source>A call rings there</source>
        <translation>对方正有来电</translation>
    </message>
    <message>
        <source>On the line</source>
        <translation>已接通</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>连接已断</translation>
    </message>
    <message>
        <source>Serves other queues</source>
        <translation>服务其他队列</translation>
    </message>
    <message>
        <source>Asked by enough</source>
        <translation>预约已满</translation>
    </message>
    <message>
        <source>Closed now</source>
        <translation>现已关闭</translation>
    </message>
    <message>
        <source>Nobody serves it</source>
        <translation>无人接待</translation>
    </message>
    <message>
        <source>Queue is full</source>
        <translation>队列已满</translation>
    </message>
    <message>
        <source>Came from here</source>
        <translation>来电者来自此处</translation>
    </message>
    <message>
        <source>Outside its hours</source>
        <translation>不在服务时间</translation>
    </message>
    <message>
        <source>★ Yours</source>
        <translation>★ 我的收藏</translation>
    </message>
    <message>
        <source>★ Everybody&apos;s</source>
        <translation>★ 公共收藏</translation>
    </message>
    <message>
        <source>★ Yours and everybody&apos;s</source>
        <translation>★ 我的及公共收藏</translation>
    </message>
    <message>
        <source>Relationship manager</source>
        <translation>客户经理</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>助理</translation>
    </message>
    <message>
        <source>Fund manager</source>
        <translation>基金经理</translation>
    </message>
    <message>
        <source>Currency adviser</source>
        <translation>外汇顾问</translation>
    </message>
    <message>
        <source>Customer&apos;s own team</source>
        <translation>客户专属团队</translation>
    </message>
    <message>
        <source>Consult</source>
        <translation>咨询</translation>
    </message>
    <message>
        <source>Ask next</source>
        <translation>预约下一位</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>转出</translation>
    </message>
    <message>
        <source>Call-back</source>
        <translation>回电</translation>
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
        <source>Back {time}</source>
        <translation>{time} 回来</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>{found} of {whole} people match</source>
        <translation>{whole}人中符合{found}人</translation>
    </message>
    <message>
        <source>{found} of {whole} queues match</source>
        <translation>{whole}个队列中符合{found}个</translation>
    </message>
    <message>
        <source>{found} of {whole} numbers match</source>
        <translation>{whole}个号码中符合{found}个</translation>
    </message>
</context>
<context>
    <name>DirectoryFoot</name>
    <message>
        <source>Not a favourite</source>
        <translation>取消收藏</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Not everybody&apos;s</source>
        <translation>取消公共收藏</translation>
    </message>
    <message>
        <source>For everybody</source>
        <translation>设为公共收藏</translation>
    </message>
    <message>
        <source>They call back instead</source>
        <translation>改由其回电</translation>
    </message>
    <message>
        <source>Send to {name} without a word</source>
        <translation>直接转给{name}</translation>
    </message>
    <message>
        <source>Send to the queue instead</source>
        <translation>改转队列</translation>
    </message>
    <message>
        <source>Placed ahead: put back at their place</source>
        <translation>已提前：恢复原有排位</translation>
    </message>
    <message>
        <source>Keeps their place: put ahead</source>
        <translation>保留原有排位：改为提前</translation>
    </message>
</context>
<context>
    <name>DirectoryRows</name>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Agents ready</source>
        <translation>就绪坐席</translation>
    </message>
    <message>
        <source>Load now</source>
        <translation>当前负荷</translation>
    </message>
    <message>
        <source>Skills</source>
        <translation>技能</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>等候</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count}人等候</translation>
    </message>
    <message>
        <source>With you</source>
        <translation>与您通话</translation>
    </message>
    <message>
        <source>{count} asked before</source>
        <translation>前面已有 {count} 个请求</translation>
    </message>
    <message>
        <source>{ready} of {here}</source>
        <translation>{here}人中{ready}人</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>已预约</translation>
    </message>
    <message>
        <source>On the line</source>
        <translation>已接通</translation>
    </message>
</context>
<context>
    <name>DirectoryView</name>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Outside</source>
        <translation>外部号码</translation>
    </message>
    <message>
        <source>Best match first</source>
        <translation>最匹配的在前</translation>
    </message>
    <message>
        <source>Close the directory</source>
        <translation>关闭通讯录</translation>
    </message>
    <message>
        <source>Name, skill or extension</source>
        <translation>姓名、技能或分机</translation>
    </message>
    <message>
        <source>Find whom to ask</source>
        <translation>查找咨询对象</translation>
    </message>
    <message>
        <source>Every team</source>
        <translation>所有团队</translation>
    </message>
    <message>
        <source>Every language</source>
        <translation>所有语言</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Hide offline</source>
        <translation>隐藏离线</translation>
    </message>
    <message>
        <source>Whom to ask</source>
        <translation>咨询对象</translation>
    </message>
    <message>
        <source>Where to send the caller</source>
        <translation>把来电者转到哪里</translation>
    </message>
    <message>
        <source>Getting the directory</source>
        <translation>正在获取通讯录</translation>
    </message>
    <message>
        <source>The directory did not come</source>
        <translation>通讯录未能获取</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Nobody matches {filter}</source>
        <translation>没有符合“{filter}”的人</translation>
    </message>
    <message>
        <source>Another name, skill or team may. Or send the caller to a queue.</source>
        <translation>换个姓名、技能或团队试试，或把来电者转到队列。</translation>
    </message>
    <message>
        <source>Show everybody</source>
        <translation>显示所有人</translation>
    </message>
    <message>
        <source>Nobody is signed in now</source>
        <translation>现在没有人登录</translation>
    </message>
    <message>
        <source>The caller can go to a queue, or you can promise a call back.</source>
        <translation>可把来电者转到队列，或承诺回电。</translation>
    </message>
    <message>
        <source>Show who is offline</source>
        <translation>显示离线人员</translation>
    </message>
    <message>
        <source>Nothing stands here yet</source>
        <translation>这里暂无内容</translation>
    </message>
    <message>
        <source>Ask {name}</source>
        <translation>改请{name}</translation>
    </message>
    <message>
        <source>How they stand may be old. {why}</source>
        <translation>状态可能已过时。{why}</translation>
    </message>
    <message>
        <source>Your colleague</source>
        <translation>您的同事</translation>
    </message>
    <message>
        <source>{name} is asked for this call. One caller is before yours.</source>
        <translation>已为此来电请求{name}，前面还有 1 位来电者。</translation>
    </message>
    <message>
        <source>{name} is asked for this call. {count} callers are before yours.</source>
        <translation>已为此来电请求{name}，前面还有 {count} 位来电者。</translation>
    </message>
    <message>
        <source>{name} is kept for this call and rings as soon as they are free.</source>
        <translation>已为本次通话预约{name}，空闲后立即呼叫。</translation>
    </message>
    <message>
        <source>Do not wait</source>
        <translation>不再等待</translation>
    </message>
</context>
<context>
    <name>DonePage</name>
    <message>
        <source>The complaint is recorded</source>
        <translation>投诉已登记</translation>
    </message>
    <message>
        <source>The suggestion is recorded</source>
        <translation>建议已登记</translation>
    </message>
    <message>
        <source>The praise is recorded</source>
        <translation>表扬已登记</translation>
    </message>
    <message>
        <source>It goes on in this open complaint</source>
        <translation>已并入这件在办的投诉</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy the number</source>
        <translation>复制编号</translation>
    </message>
    <message>
        <source>Tell the customer</source>
        <translation>告诉客户</translation>
    </message>
    <message>
        <source>{name} deals with it.</source>
        <translation>由 {name} 处理。</translation>
    </message>
    <message>
        <source>The number goes to the customer by SMS.</source>
        <translation>编号会用短信告知客户。</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>打开投诉</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>{count} files are still being sent.</source>
        <translation>还有 {count} 个文件正在上传。</translation>
    </message>
    <message>
        <source>{count} files could not be added. {why}</source>
        <translation>{count} 个文件没有附上。{why}</translation>
    </message>
    <message>
        <source>Taking it back</source>
        <translation>正在撤销</translation>
    </message>
    <message>
        <source>Recorded by mistake</source>
        <translation>登记错了</translation>
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
    <name>ExplanationView</name>
    <message>
        <source>How the value was reckoned</source>
        <translation>客户价值如何计算</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>as of {time}</source>
        <translation>截至 {time}</translation>
    </message>
    <message>
        <source>Getting the figures</source>
        <translation>正在读取数据</translation>
    </message>
    <message>
        <source>No value was reckoned for this customer yet.</source>
        <translation>尚未计算这位客户的价值。</translation>
    </message>
</context>
<context>
    <name>ExportBar</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Writing {file}</source>
        <translation>正在写 {file}</translation>
    </message>
    <message>
        <source>Writing {file}: {rows} of {total} lines</source>
        <translation>正在写 {file}：{rows} / {total} 行</translation>
    </message>
    <message>
        <source>{file} is written, {rows} lines.</source>
        <translation>{file} 已写好，共 {rows} 行。</translation>
    </message>
    <message>
        <source>Stopped. There is no file.</source>
        <translation>已停止，没有文件。</translation>
    </message>
</context>
<context>
    <name>ExtraCommands</name>
    <message>
        <source>Play to the caller: {name}</source>
        <translation>向来电者播报：{name}</translation>
    </message>
    <message>
        <source>Send a message: {name}</source>
        <translation>发送短信：{name}</translation>
    </message>
    <message>
        <source>Listen to the call of {name}</source>
        <translation>监听{name}的通话</translation>
    </message>
    <message>
        <source>Talk to {name} alone</source>
        <translation>只对{name}说话</translation>
    </message>
    <message>
        <source>Join the call of {name}</source>
        <translation>加入{name}的通话</translation>
    </message>
    <message>
        <source>Leave the call of {name}</source>
        <translation>退出{name}的通话</translation>
    </message>
</context>
<context>
    <name>FactsCard</name>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>Answer, approved by {name}</source>
        <translation>答复，{name} 批准</translation>
    </message>
    <message>
        <source>Answer proposed by {name}</source>
        <translation>{name} 拟定的答复</translation>
    </message>
    <message>
        <source>The complaint</source>
        <translation>投诉内容</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>{name}: neither owns it nor approves or reads the work on it</source>
        <translation>{name}：不得负责、审批，也不能查看处理内容</translation>
    </message>
    <message>
        <source>Waits until</source>
        <translation>等到</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>办结</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>解决</translation>
    </message>
    <message>
        <source>in the first contact</source>
        <translation>首次联系时</translation>
    </message>
</context>
<context>
    <name>FieldsSheet</name>
    <message>
        <source>Choose one</source>
        <translation>请选择</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Open the calendar</source>
        <translation>打开日历</translation>
    </message>
    <message>
        <source>{count} / {limit}</source>
        <translation>{count} / {limit}</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>What the customer suggests</source>
        <translation>客户的建议</translation>
    </message>
    <message>
        <source>What the customer praises</source>
        <translation>客户表扬什么</translation>
    </message>
    <message>
        <source>Who it is</source>
        <translation>投诉人</translation>
    </message>
    <message>
        <source>No customer on the screen: a name, if it was given</source>
        <translation>屏幕上没有客户：如说了姓名请填写</translation>
    </message>
    <message>
        <source>Account or card</source>
        <translation>涉及产品</translation>
    </message>
    <message>
        <source>Amount in dispute</source>
        <translation>涉及金额</translation>
    </message>
    <message>
        <source>Happened on</source>
        <translation>发生日期</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>What the customer wants</source>
        <translation>客户的诉求</translation>
    </message>
    <message>
        <source>Amount asked for</source>
        <translation>要求退还的金额</translation>
    </message>
    <message>
        <source>Why more than is in dispute</source>
        <translation>为什么比涉及金额多</translation>
    </message>
    <message>
        <source>Who is praised</source>
        <translation>表扬谁</translation>
    </message>
    <message>
        <source>About whom</source>
        <translation>涉及何人</translation>
    </message>
    <message>
        <source>A colleague, branch or team, if somebody is meant</source>
        <translation>如涉及同事、网点或团队，请填写</translation>
    </message>
    <message>
        <source>Who deals with it</source>
        <translation>处理人</translation>
    </message>
    <message>
        <source>Answer by</source>
        <translation>回复方式</translation>
    </message>
    <message>
        <source>When to reach them</source>
        <translation>方便的时间</translation>
    </message>
    <message>
        <source>any time</source>
        <translation>都可以</translation>
    </message>
    <message>
        <source>Note to whoever deals with it</source>
        <translation>给处理人的话</translation>
    </message>
    <message>
        <source>Whoever is proposed</source>
        <translation>按建议分派</translation>
    </message>
    <message>
        <source>Choose somebody</source>
        <translation>请选择</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>还不知道</translation>
    </message>
    <message>
        <source>Choose a way</source>
        <translation>请选择</translation>
    </message>
    <message>
        <source>{name} · {count} open</source>
        <translation>{name} · 在办 {count} 件</translation>
    </message>
</context>
<context>
    <name>FilesCard</name>
    <message>
        <source>Add a file</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Reading it</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>{gone} of {size} sent</source>
        <translation>已发送 {gone} / {size}</translation>
    </message>
    <message>
        <source>Getting the files</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>This server keeps no files. An administrator can set it up.</source>
        <translation>这台服务器不存文件。管理员可以设置。</translation>
    </message>
    <message>
        <source>No file yet. Up to {size} each: PDF, pictures, text, Word or Excel.</source>
        <translation>还没有文件。每个不超过 {size}：PDF、图片、文本、Word 或 Excel。</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>信函</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Both ways</source>
        <translation>双向</translation>
    </message>
    <message>
        <source>Kind of contact</source>
        <translation>往来类型</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>所有时间</translation>
    </message>
    <message>
        <source>How far back</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>Words of subject or outcome</source>
        <translation>主题或结果中的词</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>“{text}”</translation>
    </message>
    <message>
        <source>From the customer</source>
        <translation>客户主动</translation>
    </message>
    <message>
        <source>From the bank</source>
        <translation>银行主动</translation>
    </message>
    <message>
        <source>Calls handled here</source>
        <translation>本中心处理的通话</translation>
    </message>
    <message>
        <source>12 months</source>
        <translation>12个月</translation>
    </message>
    <message>
        <source>{days} days</source>
        <translation>{days}天</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Kept filters</source>
        <translation>保存的筛选</translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Number, customer or words</source>
        <translation>编号、客户或关键词</translation>
    </message>
    <message>
        <source>Find in the list</source>
        <translation>在清单中查找</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>办理情况</translation>
    </message>
    <message>
        <source>Any severity</source>
        <translation>全部程度</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>在办</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>已超期</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>今天到期</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>Open and closed</source>
        <translation>在办和已办结</translation>
    </message>
    <message>
        <source>By deadline</source>
        <translation>按时限</translation>
    </message>
    <message>
        <source>By day of recording</source>
        <translation>按登记日期</translation>
    </message>
    <message>
        <source>By severity</source>
        <translation>按严重程度</translation>
    </message>
    <message>
        <source>By state</source>
        <translation>按状态</translation>
    </message>
    <message>
        <source>By owner</source>
        <translation>按处理人</translation>
    </message>
    <message>
        <source>Keep this filter under a name</source>
        <translation>保存这个筛选</translation>
    </message>
    <message>
        <source>Forget {name}</source>
        <translation>删除“{name}”</translation>
    </message>
    <message>
        <source>{order}, the other way round</source>
        <translation>{order}（倒序）</translation>
    </message>
</context>
<context>
    <name>FlowFigures</name>
    <message>
        <source>Shown {count} times</source>
        <translation>显示{count}次</translation>
    </message>
    <message>
        <source>{count} calls ({share}%) ended here without an outcome</source>
        <translation>{count}通来电（{share}%）在此结束而没有结果</translation>
    </message>
    <message>
        <source>half of them took less than {time}</source>
        <translation>半数用时少于{time}</translation>
    </message>
    <message>
        <source>{share}% of all calls end with {outcome}</source>
        <translation>全部来电的{share}%以 {outcome} 结束</translation>
    </message>
    <message>
        <source>{count} calls</source>
        <translation>{count}通来电</translation>
    </message>
    <message>
        <source>{count} ({share}%) went on with another script</source>
        <translation>{count}通（{share}%）改用了其他话术</translation>
    </message>
    <message>
        <source>no outcome</source>
        <translation>没有结果</translation>
    </message>
    <message>
        <source>Ended with: {outcomes}</source>
        <translation>最终结果：{outcomes}</translation>
    </message>
</context>
<context>
    <name>FlowMap</name>
    <message>
        <source>Flow of the script</source>
        <translation>脚本流程</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>无法到达</translation>
    </message>
    <message>
        <source>step {number}</source>
        <translation>第{number}步</translation>
    </message>
    <message>
        <source>no such step</source>
        <translation>没有此步骤</translation>
    </message>
</context>
<context>
    <name>FlowPanel</name>
    <message>
        <source>{steps} steps, 1 end</source>
        <translation>{steps}个步骤，1个结束</translation>
    </message>
    <message>
        <source>{steps} steps, {ends} ends</source>
        <translation>{steps}个步骤，{ends}个结束</translation>
    </message>
    <message>
        <source>{calls} calls in {days} days, {share}% to an end</source>
        <translation>{days}天内{calls}通来电，{share}%走到结束</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>流程</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适应窗口</translation>
    </message>
</context>
<context>
    <name>FollowUps</name>
    <message>
        <source>Find the need</source>
        <translation>了解需求</translation>
    </message>
    <message>
        <source>Design the offer</source>
        <translation>设计方案</translation>
    </message>
    <message>
        <source>Propose</source>
        <translation>提出建议</translation>
    </message>
    <message>
        <source>Follow up</source>
        <translation>跟进</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Won</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>Not wanted</source>
        <translation>无意向</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>First contact</source>
        <translation>首次联系</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>Anybody of {team}</source>
        <translation>{team}任一成员</translation>
    </message>
    <message>
        <source>From {name}</source>
        <translation>{name}转介</translation>
    </message>
</context>
<context>
    <name>FollowUpsCard</name>
    <message>
        <source>Follow-ups</source>
        <translation>跟进事项</translation>
    </message>
    <message>
        <source>Today {count}</source>
        <translation>今天 {count}</translation>
    </message>
    <message>
        <source>Week {count}</source>
        <translation>本周 {count}</translation>
    </message>
    <message>
        <source>Month {count}</source>
        <translation>本月 {count}</translation>
    </message>
    <message>
        <source>{count} late</source>
        <translation>{count} 项逾期</translation>
    </message>
    <message>
        <source>Plan on</source>
        <translation>继续计划</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>接手</translation>
    </message>
    <message>
        <source>Follow-ups, the latest first</source>
        <translation>跟进事项，最早到期在前</translation>
    </message>
    <message>
        <source>The list may not be up to date. {why}</source>
        <translation>列表可能不是最新。{why}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>{name}: {result} – your referral, {whose}</source>
        <translation>{name}：{result}（您转介，{whose}）</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>已阅</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Follow-ups cannot be read now</source>
        <translation>暂时无法读取跟进事项</translation>
    </message>
    <message>
        <source>Nothing to follow up in this time</source>
        <translation>这段时间没有跟进事项</translation>
    </message>
    <message>
        <source>Plans stand here when the day of their next step comes.</source>
        <translation>到下一步日期时，计划会显示在这里。</translation>
    </message>
</context>
<context>
    <name>FollowingUp</name>
    <message>
        <source>Plan a follow-up</source>
        <translation>计划跟进</translation>
    </message>
    <message>
        <source>Refer to the relationship manager</source>
        <translation>转介给客户经理</translation>
    </message>
    <message>
        <source>May they be called?</source>
        <translation>可否致电</translation>
    </message>
</context>
<context>
    <name>FormFoot</name>
    <message>
        <source>1 to mend</source>
        <translation>还有 1 处要改</translation>
    </message>
    <message>
        <source>{count} to mend</source>
        <translation>还有 {count} 处要改</translation>
    </message>
    <message>
        <source>Keep what you typed?</source>
        <translation>要保留已输入的内容吗？</translation>
    </message>
    <message>
        <source>go there</source>
        <translation>去看看</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>不要了</translation>
    </message>
    <message>
        <source>Go on writing</source>
        <translation>继续写</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Keep the draft</source>
        <translation>保留草稿</translation>
    </message>
    <message>
        <source>Save draft</source>
        <translation>保存草稿</translation>
    </message>
    <message>
        <source>Record complaint</source>
        <translation>登记投诉</translation>
    </message>
    <message>
        <source>Record suggestion</source>
        <translation>登记建议</translation>
    </message>
    <message>
        <source>Record praise</source>
        <translation>登记表扬</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>正在登记</translation>
    </message>
    <message>
        <source>It is on its way</source>
        <translation>正在发送</translation>
    </message>
    <message>
        <source>It is recorded as soon as the server is back</source>
        <translation>服务器恢复后自动登记</translation>
    </message>
</context>
<context>
    <name>FormSide</name>
    <message>
        <source>Clocks and earlier complaints</source>
        <translation>时限和以前的投诉</translation>
    </message>
    <message>
        <source>Clocks by rule</source>
        <translation>监管时限</translation>
    </message>
    <message>
        <source>No rule sets a time for this.</source>
        <translation>这一类没有规定时限。</translation>
    </message>
    <message>
        <source>Reckoning the dates</source>
        <translation>正在计算日期</translation>
    </message>
    <message>
        <source>The dates did not come. {why}</source>
        <translation>没有取到时限。{why}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>The customer may have complained of this already</source>
        <translation>这位客户可能报过同一件事</translation>
    </message>
    <message>
        <source>Earlier complaints</source>
        <translation>以前的投诉</translation>
    </message>
    <message>
        <source>{count} in 90 days: ask what was left unsolved.</source>
        <translation>90 天内 {count} 件：请问清哪里没解决。</translation>
    </message>
    <message>
        <source>Nobody is known to look for.</source>
        <translation>不知道是哪位客户，无法查找。</translation>
    </message>
    <message>
        <source>None so far.</source>
        <translation>没有。</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>正在查找</translation>
    </message>
    <message>
        <source>Not known now.</source>
        <translation>暂时查不到。</translation>
    </message>
</context>
<context>
    <name>FramedDialog</name>
    <message>
        <source>Leave it</source>
        <translation>暂不处理</translation>
    </message>
</context>
<context>
    <name>FurtherSubjects</name>
    <message>
        <source>Take {name} out</source>
        <translation>去掉 {name}</translation>
    </message>
    <message>
        <source>Add another</source>
        <translation>再加一个</translation>
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
    <name>HandedFormBox</name>
    <message>
        <source>Complaint form, half filled in</source>
        <translation>投诉单，填了一半</translation>
    </message>
    <message>
        <source>It was written by another version of the program.</source>
        <translation>由其他版本的程序填写。</translation>
    </message>
    <message>
        <source>Amount: {amount}</source>
        <translation>金额：{amount}</translation>
    </message>
    <message>
        <source>Files that came along: {names}</source>
        <translation>随表单带来的附件：{names}</translation>
    </message>
    <message>
        <source>Files that are still with {name}: {count}</source>
        <translation>仍在{name}处的附件：{count}个</translation>
    </message>
    <message>
        <source>Once the caller is yours, Alt+C goes on with it.</source>
        <translation>接手来电后按 Alt+C 接着填写。</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>接着填写</translation>
    </message>
</context>
<context>
    <name>Handover</name>
    <message>
        <source>Verification</source>
        <translation>核实</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>话术</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>交易</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>已办理</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Call notes</source>
        <translation>通话记录</translation>
    </message>
    <message>
        <source>The specialist</source>
        <translation>专员</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>尚未发送</translation>
    </message>
    <message>
        <source>{name} has read it, {time}</source>
        <translation>{name}已阅，{time}</translation>
    </message>
    <message>
        <source>{name} has it, {time}</source>
        <translation>{name}已收到，{time}</translation>
    </message>
    <message>
        <source>Sent {time}</source>
        <translation>{time} 已发送</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>On this computer, sent once the server is back</source>
        <translation>已存本机，服务器恢复后发送</translation>
    </message>
    <message>
        <source>Changed elsewhere too</source>
        <translation>别处也有修改</translation>
    </message>
    <message>
        <source>Not taken</source>
        <translation>未被接受</translation>
    </message>
    <message>
        <source>Changed after sending</source>
        <translation>发送后有修改</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>{name} starts at step {step}, with your answers filled in.</source>
        <translation>{name}从第{step}步开始，您的回答已填好。</translation>
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
    <name>HeardStrip</name>
    <message>
        <source>What is said is being written down</source>
        <translation>正在听写通话内容</translation>
    </message>
    <message>
        <source>By machine: 1 line</source>
        <translation>机器听写：1 句</translation>
    </message>
    <message>
        <source>By machine: {count} lines</source>
        <translation>机器听写：{count} 句</translation>
    </message>
    <message>
        <source>Into the note</source>
        <translation>放入记录</translation>
    </message>
    <message>
        <source>Written down by a machine</source>
        <translation>由机器听写</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>{who}: {text}</source>
        <translation>{who}：{text}</translation>
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
        <source>A callback that you had taken was given back</source>
        <translation>您接下的回电已退回</translation>
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
    <name>Holdings</name>
    <message>
        <source>Today&apos;s close</source>
        <translation>今日收盘</translation>
    </message>
    <message>
        <source>today&apos;s close</source>
        <translation>今日收盘</translation>
    </message>
    <message>
        <source>Yesterday&apos;s close</source>
        <translation>昨日收盘</translation>
    </message>
    <message>
        <source>yesterday&apos;s close</source>
        <translation>昨日收盘</translation>
    </message>
    <message>
        <source>Close of {day}</source>
        <translation>{day}收盘</translation>
    </message>
    <message>
        <source>close of {day}</source>
        <translation>{day}收盘</translation>
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
        <source>No rate from {currencies} to {base}: no total of this group.</source>
        <translation>没有{currencies}兑{base}的汇率：此组不计合计。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
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
        <source>Show in {currency}</source>
        <translation>以{currency}显示</translation>
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
        <source>no rate to {wanted}: totals in {currency}</source>
        <translation>没有兑{wanted}的汇率：合计以{currency}计</translation>
    </message>
    <message>
        <source>rates to {wanted} could not be read: totals in {currency}</source>
        <translation>未能读取兑{wanted}的汇率：合计以{currency}计</translation>
    </message>
    <message>
        <source>rates of {day}</source>
        <translation>{day}的汇率</translation>
    </message>
    <message>
        <source>rates of a day not known</source>
        <translation>汇率日期不明</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Origins</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Where these values come from (Alt+O)</source>
        <translation>这些数值来自哪里 (Alt+O)</translation>
    </message>
</context>
<context>
    <name>Home</name>
    <message>
        <source>Call</source>
        <translation>拨打</translation>
    </message>
    <message>
        <source>Not made after all</source>
        <translation>其实尚未回电</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Possible when you have no call, and are ready or not ready</source>
        <translation>没有通话且处于就绪或未就绪时可用</translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation>查看{name}</translation>
    </message>
    <message>
        <source>Rings now {time}</source>
        <translation>正在振铃 {time}</translation>
    </message>
    <message>
        <source>Asks next, number {place}, {time}</source>
        <translation>排队请求，第 {place} 位，{time}</translation>
    </message>
    <message>
        <source>A colleague</source>
        <translation>一位同事</translation>
    </message>
    <message>
        <source>Done {time}</source>
        <translation>{time} 已完成</translation>
    </message>
    <message>
        <source>Late since {time}</source>
        <translation>{time} 起已逾期</translation>
    </message>
    <message>
        <source>By {time}</source>
        <translation>{time} 前</translation>
    </message>
    <message>
        <source>Not a customer we know</source>
        <translation>非已知客户</translation>
    </message>
    <message>
        <source>From {name}</source>
        <translation>来自{name}</translation>
    </message>
    <message>
        <source>The customer was not told yet.</source>
        <translation>尚未告知客户。</translation>
    </message>
    <message>
        <source>Asked: {text}</source>
        <translation>请求：{text}</translation>
    </message>
    <message>
        <source>Promised: {text}</source>
        <translation>已承诺：{text}</translation>
    </message>
    <message>
        <source>{name} has it</source>
        <translation>由{name}处理中</translation>
    </message>
    <message>
        <source>{name}: {outcome}</source>
        <translation>{name}：{outcome}</translation>
    </message>
    <message>
        <source>{skill}, level {level}</source>
        <translation>{skill} {level} 级</translation>
    </message>
    <message>
        <source>No skill is set for you.</source>
        <translation>尚未为您设置技能。</translation>
    </message>
    <message>
        <source>Before you now: {load} of {limit}</source>
        <translation>当前负荷：{load}/{limit}</translation>
    </message>
    <message>
        <source>At most {count} may ask for you next</source>
        <translation>最多 {count} 个来电可排队等您</translation>
    </message>
    <message>
        <source>Today: asked {asked}, came {came}, took over {taken}</source>
        <translation>今天：被请求 {asked} 次，应答 {came} 次，接手 {taken} 次</translation>
    </message>
</context>
<context>
    <name>HomeView</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Getting what is before you</source>
        <translation>正在获取您的待办</translation>
    </message>
    <message>
        <source>What is before you</source>
        <translation>您的待办</translation>
    </message>
    <message>
        <source>Asked of you</source>
        <translation>等候您的咨询</translation>
    </message>
    <message>
        <source>Nobody waits for a word with you.</source>
        <translation>目前没有同事等候咨询。</translation>
    </message>
    <message>
        <source>Call-backs you owe</source>
        <translation>您需要回的电话</translation>
    </message>
    <message>
        <source>You owe no customer a call.</source>
        <translation>没有需要您回电的客户。</translation>
    </message>
    <message>
        <source>Handed to you, a word still owed</source>
        <translation>已移交给您，仍需答复</translation>
    </message>
    <message>
        <source>No case that was handed to you waits for a word.</source>
        <translation>没有移交给您而待答复的事项。</translation>
    </message>
    <message>
        <source>Your skills and load</source>
        <translation>您的技能与负荷</translation>
    </message>
    <message>
        <source>What came of calls you passed on</source>
        <translation>您转出来电的结果</translation>
    </message>
    <message>
        <source>You have passed on no call in the last 14 days.</source>
        <translation>最近14天您没有转出来电。</translation>
    </message>
</context>
<context>
    <name>HoursPage</name>
    <message>
        <source>Opening hours</source>
        <translation>营业时间</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>Holidays and other single days</source>
        <translation>节假日和其他特殊日期</translation>
    </message>
    <message>
        <source>Outside these hours</source>
        <translation>营业时间之外</translation>
    </message>
    <message>
        <source>Nowhere: they are told, and the call ends</source>
        <translation>不转接：告知客户后结束通话</translation>
    </message>
</context>
<context>
    <name>HowRows</name>
    <message>
        <source>How it came</source>
        <translation>投诉渠道</translation>
    </message>
    <message>
        <source>Under the rules of</source>
        <translation>适用规则</translation>
    </message>
    <message>
        <source>What the customer was answered, and took</source>
        <translation>当场答复并获客户接受的内容</translation>
    </message>
    <message>
        <source>Root cause</source>
        <translation>根本原因</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>处理结论</translation>
    </message>
    <message>
        <source>Choose one</source>
        <translation>请选择</translation>
    </message>
    <message>
        <source>The customer’s</source>
        <translation>按客户所属</translation>
    </message>
    <message>
        <source>Settled at once: the customer took an answer in this contact</source>
        <translation>当场解决：客户在本次联系中接受了答复</translation>
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
    <message>
        <source>All telephone numbers</source>
        <translation>全部电话号码</translation>
    </message>
    <message>
        <source>All telephone numbers, and which are theirs no longer (Alt+P)</source>
        <translation>全部电话号码，以及已不属于客户的号码（Alt+P）</translation>
    </message>
</context>
<context>
    <name>IdlePage</name>
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
    <name>KeypadView</name>
    <message>
        <source>Keypad</source>
        <translation>拨号盘</translation>
    </message>
    <message>
        <source>Keys sent: {count}</source>
        <translation>已发送按键：{count}</translation>
    </message>
    <message>
        <source>{sent}, more on their way</source>
        <translation>{sent}，其余正在发送</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>星号键</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>井号键</translation>
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
        <source>Pause the recording, go on</source>
        <translation>暂停或继续录音</translation>
    </message>
    <message>
        <source>The caller refuses to be recorded</source>
        <translation>来电者拒绝录音</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>挂断</translation>
    </message>
    <message>
        <source>Transfer or consult; call a colleague</source>
        <translation>转接或咨询；呼叫同事</translation>
    </message>
    <message>
        <source>Cancel the consult, return to the caller</source>
        <translation>取消咨询，回到来电者</translation>
    </message>
    <message>
        <source>Complete the transfer</source>
        <translation>完成转接</translation>
    </message>
    <message>
        <source>Conference; in one, add another</source>
        <translation>三方通话；通话中可再加一人</translation>
    </message>
    <message>
        <source>Take the guest out of the call</source>
        <translation>将留下的同事移出通话</translation>
    </message>
    <message>
        <source>Swap caller and specialist</source>
        <translation>在来电者与专员之间切换</translation>
    </message>
    <message>
        <source>Recover the caller, from anywhere</source>
        <translation>随时接回来电者</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>拨号盘</translation>
    </message>
    <message>
        <source>Call the customer shown</source>
        <translation>致电所示客户</translation>
    </message>
    <message>
        <source>Note that a colleague calls back</source>
        <translation>登记由同事回电</translation>
    </message>
    <message>
        <source>Promise a call later</source>
        <translation>承诺稍后回电</translation>
    </message>
    <message>
        <source>Plan a follow-up</source>
        <translation>计划跟进</translation>
    </message>
    <message>
        <source>Refer to the relationship manager</source>
        <translation>转介给客户经理</translation>
    </message>
    <message>
        <source>Favourite of the directory</source>
        <translation>收藏通讯录条目</translation>
    </message>
    <message>
        <source>Check who is calling</source>
        <translation>核实来电者</translation>
    </message>
    <message>
        <source>Keep or attach the caller</source>
        <translation>记下或关联来电者</translation>
    </message>
    <message>
        <source>Your state</source>
        <translation>您的状态</translation>
    </message>
    <message>
        <source>Call a supervisor, or need nobody any more</source>
        <translation>呼叫主管，或取消求助</translation>
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
        <source>Record a complaint</source>
        <translation>登记投诉</translation>
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
        <source>Look in the timeline</source>
        <translation>查找往来记录</translation>
    </message>
    <message>
        <source>Your present and recent contacts</source>
        <translation>当前与最近的联系</translation>
    </message>
    <message>
        <source>Guide: look something up</source>
        <translation>知识库：查资料</translation>
    </message>
    <message>
        <source>Pin the page to the call</source>
        <translation>把页面固定到本次通话</translation>
    </message>
    <message>
        <source>Where the values come from</source>
        <translation>数值来自哪里</translation>
    </message>
    <message>
        <source>The customer&apos;s telephone numbers</source>
        <translation>客户的电话号码</translation>
    </message>
    <message>
        <source>Complaints to deal with</source>
        <translation>要处理的投诉</translation>
    </message>
    <message>
        <source>New one</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Next list or part</source>
        <translation>下一个清单或部分</translation>
    </message>
    <message>
        <source>List or part before</source>
        <translation>上一个清单或部分</translation>
    </message>
    <message>
        <source>What is possible next</source>
        <translation>可以做的下一步</translation>
    </message>
    <message>
        <source>Assign, hand over</source>
        <translation>分派、移交</translation>
    </message>
    <message>
        <source>Take the assignment back</source>
        <translation>撤回分派</translation>
    </message>
    <message>
        <source>Change what was recorded</source>
        <translation>修改登记内容</translation>
    </message>
    <message>
        <source>The customer&apos;s profile</source>
        <translation>客户资料</translation>
    </message>
    <message>
        <source>The list as a file</source>
        <translation>清单存为文件</translation>
    </message>
    <message>
        <source>Live board of queues and agents</source>
        <translation>队列与坐席的实时看板</translation>
    </message>
    <message>
        <source>Change the agent’s state</source>
        <translation>更改坐席状态</translation>
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
        <source>Customers to turn to</source>
        <translation>待联系客户</translation>
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
        <source>The customer’s complaints</source>
        <translation>客户的投诉</translation>
    </message>
    <message>
        <source>The customer’s callbacks</source>
        <translation>客户的回电</translation>
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
    <name>KindFields</name>
    <message>
        <source>Tier</source>
        <translation>客户等级</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Has</source>
        <translation>持有</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>年龄</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>不限</translation>
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
        <source>English</source>
        <translation>英语</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>a card</source>
        <translation>银行卡</translation>
    </message>
    <message>
        <source>a loan</source>
        <translation>贷款</translation>
    </message>
    <message>
        <source>a time deposit</source>
        <translation>定期存款</translation>
    </message>
    <message>
        <source>under {years}</source>
        <translation>{years} 岁以下</translation>
    </message>
    <message>
        <source>{years} and over</source>
        <translation>{years} 岁及以上</translation>
    </message>
</context>
<context>
    <name>KnowledgeView</name>
    <message>
        <source>Guide</source>
        <translation>知识库</translation>
    </message>
    <message>
        <source>Title, words, pinyin or initials</source>
        <translation>标题、内容、拼音或首字母</translation>
    </message>
    <message>
        <source>Find a page</source>
        <translation>查找页面</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Back to the page before (Backspace)</source>
        <translation>返回上一页（Backspace）</translation>
    </message>
    <message>
        <source>Getting the pages</source>
        <translation>正在读取页面</translation>
    </message>
    <message>
        <source>The guide cannot be read now</source>
        <translation>现在读不到知识库</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>The guide has no page yet</source>
        <translation>知识库里还没有页面</translation>
    </message>
    <message>
        <source>Authors of your bank write them.</source>
        <translation>页面由本行的编写人员撰写。</translation>
    </message>
    <message>
        <source>The pages as they were at {when}. {why}</source>
        <translation>显示的是 {when} 的页面。{why}</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消固定</translation>
    </message>
    <message>
        <source>Pin to the call</source>
        <translation>固定到通话</translation>
    </message>
    <message>
        <source>Possible while you have a call</source>
        <translation>通话期间才能固定</translation>
    </message>
    <message>
        <source>This leads out of the bank, to {address}</source>
        <translation>这个链接通往行外：{address}</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>1 page</source>
        <translation>1 页</translation>
    </message>
    <message>
        <source>{count} pages</source>
        <translation>{count} 页</translation>
    </message>
    <message>
        <source>No page has “{text}”</source>
        <translation>没有页面提到“{text}”</translation>
    </message>
    <message>
        <source>Try fewer words, or another one for it.</source>
        <translation>少输几个字，或换个说法试试。</translation>
    </message>
    <message>
        <source>Show all pages</source>
        <translation>显示全部页面</translation>
    </message>
    <message>
        <source>similar spelling</source>
        <translation>拼写相近</translation>
    </message>
    <message>
        <source>For this call</source>
        <translation>本次通话</translation>
    </message>
    <message>
        <source>Read last</source>
        <translation>最近看过</translation>
    </message>
    <message>
        <source>All pages</source>
        <translation>全部页面</translation>
    </message>
</context>
<context>
    <name>Languages</name>
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
    <name>Learning</name>
    <message>
        <source>Whether it helps is not known yet.</source>
        <translation>效果还看不出来。</translation>
    </message>
    <message>
        <source>Fewer since</source>
        <translation>之后减少</translation>
    </message>
    <message>
        <source>About the same since</source>
        <translation>之后差不多</translation>
    </message>
    <message>
        <source>More since</source>
        <translation>之后增加</translation>
    </message>
    <message>
        <source>{verdict}: {before} in the {days} days before, {after} in the {days} days after</source>
        <translation>{verdict}：之前 {days} 天 {before} 件，之后 {days} 天 {after} 件</translation>
    </message>
    <message>
        <source> (by chance alone: {percent}%)</source>
        <translation>（纯属偶然的可能性：{percent}%）</translation>
    </message>
    <message>
        <source>Root cause</source>
        <translation>根本原因</translation>
    </message>
    <message>
        <source>Who does it</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>What is done</source>
        <translation>措施</translation>
    </message>
    <message>
        <source>By</source>
        <translation>完成期限</translation>
    </message>
    <message>
        <source>New prevention</source>
        <translation>新的预防措施</translation>
    </message>
    <message>
        <source>Change the prevention</source>
        <translation>修改预防措施</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>In force since</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>It is done</source>
        <translation>已落实</translation>
    </message>
    <message>
        <source>From this day on it is counted whether the numbers fall.</source>
        <translation>从这一天起统计件数是否下降。</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Why: root causes</source>
        <translation>为什么：根本原因</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>投诉件数</translation>
    </message>
    <message>
        <source>Share so far</source>
        <translation>累计占比</translation>
    </message>
    <message>
        <source>{cause}: {count}, {percent}% of those with a cause, {so_far}% so far</source>
        <translation>{cause}：{count} 件，占已定原因的 {percent}%，累计 {so_far}%</translation>
    </message>
    <message>
        <source>, {amount} redress</source>
        <translation>，补偿 {amount}</translation>
    </message>
    <message>
        <source>How many over time</source>
        <translation>数量走势</translation>
    </message>
    <message>
        <source>In time or open</source>
        <translation>按时或在办</translation>
    </message>
    <message>
        <source>Answered late</source>
        <translation>超期答复</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>{span}: {count} registered, {closed} closed, {late} answered late, {repeats} again</source>
        <translation>{span}：登记 {count} 件，办结 {closed} 件，超期答复 {late} 件，重复 {repeats} 件</translation>
    </message>
    <message>
        <source>, not a whole one yet</source>
        <translation>，尚未满期</translation>
    </message>
    <message>
        <source>{category}: {people} people again, {count} complaints</source>
        <translation>{category}：{people} 位客户再次投诉，{count} 件</translation>
    </message>
    <message>
        <source>Again within 90 days</source>
        <translation>90 天内重复投诉</translation>
    </message>
    <message>
        <source>People</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>{count} of {all}</source>
        <translation>{all} 件中 {count} 件</translation>
    </message>
    <message>
        <source>{count} open and late</source>
        <translation>{count} 件在办超期</translation>
    </message>
    <message>
        <source>median {days} days</source>
        <translation>中位 {days} 天</translation>
    </message>
    <message>
        <source>nothing was due</source>
        <translation>没有到期的</translation>
    </message>
    <message>
        <source>{team}: {percent} in time, {more}</source>
        <translation>{team}：按时 {percent}，{more}</translation>
    </message>
    <message>
        <source>In time, by team</source>
        <translation>各组按时率</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>组</translation>
    </message>
    <message>
        <source>In time, %</source>
        <translation>按时率（%）</translation>
    </message>
    <message>
        <source>Of how many</source>
        <translation>件数</translation>
    </message>
</context>
<context>
    <name>LearningView</name>
    <message>
        <source>No complaint in these days has this.</source>
        <translation>这段时间没有这样的投诉。</translation>
    </message>
    <message>
        <source>{count} of {all} have no root cause yet</source>
        <translation>{all} 件中 {count} 件还没有根本原因</translation>
    </message>
    <message>
        <source>No complaint of these days has a root cause yet.</source>
        <translation>这段时间的投诉还没有填根本原因。</translation>
    </message>
    <message>
        <source>{count}, that is {percent}%</source>
        <translation>{count} 件，占 {percent}%</translation>
    </message>
    <message>
        <source>Nobody complained of the same again within 90 days.</source>
        <translation>90 天内没有人就同一事再次投诉。</translation>
    </message>
    <message>
        <source>Nothing was due in these days.</source>
        <translation>这段时间没有到期的投诉。</translation>
    </message>
    <message>
        <source>Counting complaints</source>
        <translation>正在统计投诉</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Which days</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>12 weeks</source>
        <translation>12 周</translation>
    </message>
    <message>
        <source>3 months</source>
        <translation>3 个月</translation>
    </message>
    <message>
        <source>6 months</source>
        <translation>6 个月</translation>
    </message>
    <message>
        <source>A year</source>
        <translation>一年</translation>
    </message>
    <message>
        <source>All categories</source>
        <translation>全部类别</translation>
    </message>
    <message>
        <source>All teams</source>
        <translation>全部组</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>正在统计</translation>
    </message>
    <message>
        <source>{count} complaints</source>
        <translation>{count} 件投诉</translation>
    </message>
    <message>
        <source>These numbers may be old. {why}</source>
        <translation>这些数字可能不是最新的。{why}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Supervisors and the people who deal with complaints see it.</source>
        <translation>主管和处理投诉的同事可以查看。</translation>
    </message>
    <message>
        <source>These numbers are not open to you</source>
        <translation>您不能查看这些数字</translation>
    </message>
    <message>
        <source>The numbers cannot be read now</source>
        <translation>现在读不到这些数字</translation>
    </message>
</context>
<context>
    <name>LegsView</name>
    <message>
        <source>Who had this contact</source>
        <translation>此次联系的经手人</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Getting who had it</source>
        <translation>正在获取经手人</translation>
    </message>
    <message>
        <source>Nobody&apos;s part in it is kept here.</source>
        <translation>此处没有保存经手记录。</translation>
    </message>
    <message>
        <source>Asked how it was, not answered yet</source>
        <translation>已邀请评价，尚未回答</translation>
    </message>
    <message>
        <source>Did not want to say how it was</source>
        <translation>谢绝评价</translation>
    </message>
    <message>
        <source>Asked how it was, not answered</source>
        <translation>已邀请评价，未回答</translation>
    </message>
    <message>
        <source>Found {score} of 5</source>
        <translation>评分 {score} / 5</translation>
    </message>
    <message>
        <source>had expected {score}</source>
        <translation>原来预期 {score}</translation>
    </message>
    <message>
        <source>Asked by phone</source>
        <translation>电话询问</translation>
    </message>
    <message>
        <source>Asked by text message</source>
        <translation>短信询问</translation>
    </message>
    <message>
        <source>Asked by e-mail</source>
        <translation>电子邮件询问</translation>
    </message>
    <message>
        <source>Asked by keypad after the call</source>
        <translation>通话后按键询问</translation>
    </message>
    <message>
        <source>{n} of {all} questions answered</source>
        <translation>已回答 {all} 题中的 {n} 题</translation>
    </message>
    <message>
        <source>Nobody of this centre</source>
        <translation>非本中心人员</translation>
    </message>
    <message>
        <source>had it first</source>
        <translation>首位接听</translation>
    </message>
    <message>
        <source>took the caller over</source>
        <translation>接手来电</translation>
    </message>
    <message>
        <source>consulted by {name}</source>
        <translation>{name}咨询</translation>
    </message>
    <message>
        <source>asked by {name}</source>
        <translation>{name}请求</translation>
    </message>
    <message>
        <source>sent there by {name}</source>
        <translation>{name}直接转出</translation>
    </message>
    <message>
        <source>Caller waited {time}</source>
        <translation>来电者等候 {time}</translation>
    </message>
    <message>
        <source>Talked {time}</source>
        <translation>通话 {time}</translation>
    </message>
    <message>
        <source>Lasted {time}</source>
        <translation>历时 {time}</translation>
    </message>
    <message>
        <source>Held the caller {time}</source>
        <translation>保持来电 {time}</translation>
    </message>
    <message>
        <source>Rang {time}</source>
        <translation>振铃 {time}</translation>
    </message>
    <message>
        <source>Spoke with {name} {time}</source>
        <translation>与{name}交谈 {time}</translation>
    </message>
    <message>
        <source>{name} held the caller {time}</source>
        <translation>{name}保持来电 {time}</translation>
    </message>
</context>
<context>
    <name>LetterView</name>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>To</source>
        <translation>收信人</translation>
    </message>
    <message>
        <source>Address, if it is another than on record</source>
        <translation>地址（与在册不同时填写）</translation>
    </message>
    <message>
        <source>How it goes out</source>
        <translation>发出方式</translation>
    </message>
    <message>
        <source>Drawing the letter</source>
        <translation>正在生成信函</translation>
    </message>
    <message>
        <source>The page cannot be shown here. Save it, and open it.</source>
        <translation>这里不能显示。请先保存，再打开。</translation>
    </message>
    <message>
        <source>Still to be filled in: {names}</source>
        <translation>还要填写：{names}</translation>
    </message>
    <message>
        <source>The page is drawn anew</source>
        <translation>正在更新页面</translation>
    </message>
    <message>
        <source>{count} pages</source>
        <translation>{count} 页</translation>
    </message>
    <message>
        <source>Send it</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>It goes out: keep it as sent</source>
        <translation>寄出并留存</translation>
    </message>
</context>
<context>
    <name>Letters</name>
    <message>
        <source>By post</source>
        <translation>邮寄</translation>
    </message>
    <message>
        <source>Handed over at a branch</source>
        <translation>网点当面交付</translation>
    </message>
    <message>
        <source>Secure inbox</source>
        <translation>安全信箱</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>电子邮件</translation>
    </message>
</context>
<context>
    <name>LettersCard</name>
    <message>
        <source>Write a letter</source>
        <translation>写信函</translation>
    </message>
    <message>
        <source>Getting the letters</source>
        <translation>正在读取信函</translation>
    </message>
    <message>
        <source>This server writes no letters. An administrator can set it up.</source>
        <translation>这台服务器不能生成信函。管理员可以设置。</translation>
    </message>
    <message>
        <source>No letter has gone out.</source>
        <translation>还没有发出信函。</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>信函</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>It has not gone out. Send it another way.</source>
        <translation>信函并未发出，请改用其他方式。</translation>
    </message>
    <message>
        <source>The e-mail is waiting to be sent. The letter has not gone out yet.</source>
        <translation>邮件等待发送，信函尚未发出。</translation>
    </message>
    <message>
        <source>The e-mail is being sent.</source>
        <translation>正在发送邮件。</translation>
    </message>
    <message>
        <source>The mail server has taken the e-mail.</source>
        <translation>邮件服务器已接收该邮件。</translation>
    </message>
    <message>
        <source>Nobody knows whether the e-mail was sent: it is not sent again, and no deadline counts it. Ask the customer, or send it another way.</source>
        <translation>无法确定邮件是否已发出：不会重发，也不计入任何时限。请向客户核实，或改用其他方式发送。</translation>
    </message>
    <message>
        <source>The mail server does not take their address.</source>
        <translation>邮件服务器不接受客户的邮箱地址。</translation>
    </message>
    <message>
        <source>The mail server does not take it.</source>
        <translation>邮件服务器拒收该邮件。</translation>
    </message>
    <message>
        <source>It is too large for the mail server.</source>
        <translation>邮件过大，超出邮件服务器的限制。</translation>
    </message>
    <message>
        <source>The mail server was away for three days.</source>
        <translation>邮件服务器连续三天无法连接。</translation>
    </message>
    <message>
        <source>Its PDF cannot be read on the server.</source>
        <translation>服务器上的 PDF 文件无法读取。</translation>
    </message>
    <message>
        <source>The e-mail was not sent.</source>
        <translation>邮件没有发出。</translation>
    </message>
</context>
<context>
    <name>LibraryList</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find a script, step or phrase (Ctrl+F, Ctrl+K)</source>
        <translation>查找脚本、步骤或语句（Ctrl+F、Ctrl+K）</translation>
    </message>
    <message>
        <source>Find a script, step or phrase</source>
        <translation>查找脚本、步骤或语句</translation>
    </message>
    <message>
        <source>Scripts</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>No script has “{words}”</source>
        <translation>没有脚本包含“{words}”</translation>
    </message>
    <message>
        <source>Line {line}: {text}</source>
        <translation>第{line}行：{text}</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>There are no scripts yet</source>
        <translation>还没有脚本</translation>
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
        <source>Became a customer</source>
        <translation>已成为客户</translation>
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
        <source>One is the card of a caller. Merge them if the caller has become this customer.</source>
        <translation>其中一个是来电者卡片。如果来电者已成为这位客户，请合并。</translation>
    </message>
    <message>
        <source>Woman</source>
        <translation>女</translation>
    </message>
    <message>
        <source>Man</source>
        <translation>男</translation>
    </message>
    <message>
        <source>Consolidating since {when}</source>
        <translation>正在合并，始于 {when}</translation>
    </message>
    <message>
        <source>Consolidating since {when}: step {number} of {stages}, {stage}</source>
        <translation>正在合并，始于 {when}：第 {number} 步，共 {stages} 步，{stage}</translation>
    </message>
    <message>
        <source>{accounts} accounts, {groups} people with several, {doubtful} pairs in doubt</source>
        <translation>共 {accounts} 个账户，{groups} 人有多个账户，{doubtful} 对存疑</translation>
    </message>
    <message>
        <source>next {when}</source>
        <translation>下次 {when}</translation>
    </message>
    <message>
        <source>The consolidation of {when} failed. {why}</source>
        <translation>{when} 的合并没有成功。{why}</translation>
    </message>
    <message>
        <source>reading accounts</source>
        <translation>读取账户</translation>
    </message>
    <message>
        <source>preparing names and numbers</source>
        <translation>整理姓名和号码</translation>
    </message>
    <message>
        <source>comparing accounts</source>
        <translation>比对账户</translation>
    </message>
    <message>
        <source>merging</source>
        <translation>合并</translation>
    </message>
</context>
<context>
    <name>LinksCard</name>
    <message>
        <source>Link</source>
        <translation>关联</translation>
    </message>
    <message>
        <source>Repeats and other complaints</source>
        <translation>重复及其他投诉</translation>
    </message>
    <message>
        <source>This customer has no other complaint.</source>
        <translation>这位客户没有其他投诉。</translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>Take it away</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>ListView</name>
    <message>
        <source>Complaints</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Getting the complaints</source>
        <translation>正在读取投诉</translation>
    </message>
    <message>
        <source>As a file</source>
        <translation>存为文件</translation>
    </message>
    <message>
        <source>Showing the list of {time}. {why}</source>
        <translation>显示的是 {time} 的清单。{why}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>more than {count} complaints</source>
        <translation>超过 {count} 件投诉</translation>
    </message>
    <message>
        <source>{count} complaints</source>
        <translation>{count} 件投诉</translation>
    </message>
    <message>
        <source>1 complaint</source>
        <translation>1 件投诉</translation>
    </message>
    <message>
        <source>Getting more</source>
        <translation>正在读取更多</translation>
    </message>
    <message>
        <source>This list is not open to you</source>
        <translation>您不能查看这份清单</translation>
    </message>
    <message>
        <source>Supervisors and the people who deal with complaints see it.</source>
        <translation>主管和处理投诉的同事可以查看。</translation>
    </message>
    <message>
        <source>The complaints cannot be read now</source>
        <translation>现在读不到投诉</translation>
    </message>
    <message>
        <source>Nothing fits what is asked for</source>
        <translation>没有符合条件的投诉</translation>
    </message>
    <message>
        <source>No complaint fits “{text}”</source>
        <translation>没有符合“{text}”的投诉</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>No open complaint</source>
        <translation>没有在办的投诉</translation>
    </message>
    <message>
        <source>New ones show up here.</source>
        <translation>新的会显示在这里。</translation>
    </message>
    <message>
        <source>New complaint</source>
        <translation>新投诉</translation>
    </message>
    <message>
        <source>The filter can be cleared; nothing is lost by it.</source>
        <translation>可以清除筛选，不会丢失任何内容。</translation>
    </message>
</context>
<context>
    <name>ListedPanel</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>ListsPage</name>
    <message>
        <source>complaints</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Its name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Keep this filter</source>
        <translation>保存这个筛选</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Excel file</source>
        <translation>Excel 文件</translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation>CSV 文件</translation>
    </message>
    <message>
        <source>As a file</source>
        <translation>存为文件</translation>
    </message>
</context>
<context>
    <name>LiveTable</name>
    <message>
        <source>Who</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>For</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>What looks wrong</source>
        <translation>异常</translation>
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
    <name>MailView</name>
    <message>
        <source>E-mail to {name}</source>
        <translation>致{name}的邮件</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Your own words</source>
        <translation>自拟正文</translation>
    </message>
    <message>
        <source>Only who has agreed to it is written to.</source>
        <translation>仅发送给已同意的客户。</translation>
    </message>
    <message>
        <source>Serves the customer: it needs no consent.</source>
        <translation>属于服务信息，无需另行同意。</translation>
    </message>
    <message>
        <source>Looking how it reads</source>
        <translation>正在生成预览</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>重新发送</translation>
    </message>
    <message>
        <source>They have it</source>
        <translation>客户已收到</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>不发送</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>No mail server is set up.</source>
        <translation>尚未配置邮件服务器。</translation>
    </message>
    <message>
        <source>There is no e-mail address on record.</source>
        <translation>没有登记电子邮箱。</translation>
    </message>
    <message>
        <source>The customer has not agreed to such e-mails.</source>
        <translation>客户未同意接收此类邮件。</translation>
    </message>
    <message>
        <source>The customer wishes no advertising.</source>
        <translation>客户不希望收到推介。</translation>
    </message>
    <message>
        <source>They are not to be written to.</source>
        <translation>目前不宜给该客户发邮件。</translation>
    </message>
    <message>
        <source>That is too long.</source>
        <translation>内容过长。</translation>
    </message>
    <message>
        <source>Goes out in {seconds} s</source>
        <translation>{seconds} 秒后发出</translation>
    </message>
    <message>
        <source>Not sent: the address was not taken.</source>
        <translation>未发出：对方地址未被接受。</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>正在发送</translation>
    </message>
    <message>
        <source>Sent. It stands on the timeline.</source>
        <translation>已发出，已记入时间线。</translation>
    </message>
    <message>
        <source>Taken back. Nothing was sent.</source>
        <translation>已撤回，未发出任何内容。</translation>
    </message>
    <message>
        <source>The mail server did not answer: perhaps it was sent.</source>
        <translation>邮件服务器没有应答：可能已发出。</translation>
    </message>
</context>
<context>
    <name>Mailing</name>
    <message>
        <source>Write an e-mail</source>
        <translation>写邮件</translation>
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
    <name>ManagerTable</name>
    <message>
        <source>Manager</source>
        <translation>客户经理</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户数</translation>
    </message>
    <message>
        <source>Signs in nowhere</source>
        <translation>无此登录人</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{count} of {most}</source>
        <translation>{count} / {most}</translation>
    </message>
</context>
<context>
    <name>ManagersWindow</name>
    <message>
        <source>The managers cannot be read now</source>
        <translation>现在无法读取客户经理</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Relationship managers</source>
        <translation>客户经理</translation>
    </message>
    <message>
        <source>Managers with how many customers they have</source>
        <translation>客户经理及其客户数</translation>
    </message>
    <message>
        <source>Customers of this manager</source>
        <translation>这位经理的客户</translation>
    </message>
    <message>
        <source>Last changes</source>
        <translation>最近更改</translation>
    </message>
    <message>
        <source>Hand over to</source>
        <translation>移交给</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Getting the managers</source>
        <translation>正在读取客户经理</translation>
    </message>
    <message>
        <source>{count} customers have no manager. agent-desktop assign gives them one by the rules.</source>
        <translation>{count} 位客户没有客户经理。agent-desktop assign 可按规则分配。</translation>
    </message>
    <message>
        <source>{name}, {count} customers</source>
        <translation>{name}，{count} 位客户</translation>
    </message>
    <message>
        <source>Nobody to look after</source>
        <translation>没有负责的客户</translation>
    </message>
    <message>
        <source>Hand over customers of another manager, or have them assigned by the rules.</source>
        <translation>可移交其他经理的客户，或按规则分配。</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>显示更多</translation>
    </message>
    <message>
        <source>Hand over {count}</source>
        <translation>移交 {count} 位</translation>
    </message>
    <message>
        <source>Hand over the marked</source>
        <translation>移交所选</translation>
    </message>
    <message>
        <source>Mark customers in the list; Ctrl and Shift mark several</source>
        <translation>在列表中选择客户；按住 Ctrl 或 Shift 可多选</translation>
    </message>
    <message>
        <source>Write to {count}</source>
        <translation>致信 {count} 名</translation>
    </message>
    <message>
        <source>Write to the marked</source>
        <translation>致信所选客户</translation>
    </message>
    <message>
        <source>Hand over all</source>
        <translation>全部移交</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>{count} customers have another manager now.</source>
        <translation>{count} 位客户已更换客户经理。</translation>
    </message>
    <message>
        <source>{count} customers have the manager again whom they had.</source>
        <translation>{count} 位客户已恢复原客户经理。</translation>
    </message>
</context>
<context>
    <name>ManyBar</name>
    <message>
        <source>{count} open</source>
        <translation>在办 {count} 件</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Give them to</source>
        <translation>交给</translation>
    </message>
    <message>
        <source>Why they are handed over</source>
        <translation>移交原因</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>{count} marked</source>
        <translation>已选 {count} 件</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>分派</translation>
    </message>
    <message>
        <source>{count} went back to whom they were with.</source>
        <translation>{count} 件已还给原处理人。</translation>
    </message>
    <message>
        <source>{count} went to {name}.</source>
        <translation>{count} 件已交给 {name}。</translation>
    </message>
    <message>
        <source>{count} are nobody&apos;s now.</source>
        <translation>{count} 件现在无人处理。</translation>
    </message>
    <message>
        <source>{count} were not changed: {numbers}. Each line says why.</source>
        <translation>{count} 件没有改动：{numbers}。各行注明了原因。</translation>
    </message>
    <message>
        <source>1 was not changed: {numbers}. Its line says why.</source>
        <translation>1 件没有改动：{numbers}。该行注明了原因。</translation>
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
    <name>MatchRow</name>
    <message>
        <source>Not a customer yet</source>
        <translation>尚未成为客户</translation>
    </message>
    <message>
        <source>It is this one</source>
        <translation>就是此人</translation>
    </message>
    <message>
        <source>{name} is the one who called</source>
        <translation>来电者是 {name}</translation>
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
        <source>same document</source>
        <translation>证件相同</translation>
    </message>
    <message>
        <source>same number</source>
        <translation>号码相同</translation>
    </message>
    <message>
        <source>same name</source>
        <translation>姓名相同</translation>
    </message>
    <message>
        <source>had this number until {day}</source>
        <translation>此号码用至 {day}</translation>
    </message>
    <message>
        <source>a name like it</source>
        <translation>姓名相近</translation>
    </message>
</context>
<context>
    <name>MendTable</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>发现的问题</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Set right by</source>
        <translation>处理者</translation>
    </message>
</context>
<context>
    <name>Mending</name>
    <message>
        <source>Agent held by a call that has ended</source>
        <translation>坐席仍被已结束的通话占用</translation>
    </message>
    <message>
        <source>Agent held by a call that is not theirs</source>
        <translation>坐席被不属于自己的通话占用</translation>
    </message>
    <message>
        <source>Agent wraps up a call that is still on</source>
        <translation>通话尚未结束，坐席却在话后处理</translation>
    </message>
    <message>
        <source>Agent reserved by an offer that is over</source>
        <translation>坐席仍被已结束的来电邀请占用</translation>
    </message>
    <message>
        <source>Wrap-up whose clock does not run</source>
        <translation>话后处理没有计时</translation>
    </message>
    <message>
        <source>Call rings, and at nobody</source>
        <translation>来电在响铃，却没有分配给任何人</translation>
    </message>
    <message>
        <source>Call whose agent does not know of it</source>
        <translation>通话的坐席并不知道这通电话</translation>
    </message>
    <message>
        <source>Colleague called into a call is not there</source>
        <translation>被拉入通话的同事不在其中</translation>
    </message>
    <message>
        <source>Call being joined with no end to it</source>
        <translation>正在接通的通话没有时限</translation>
    </message>
    <message>
        <source>Offer of a call that does not ring</source>
        <translation>来电邀请对应的通话并未响铃</translation>
    </message>
    <message>
        <source>Offer to an agent who does not know of it</source>
        <translation>来电邀请的坐席并不知情</translation>
    </message>
    <message>
        <source>Offer that would ring for ever</source>
        <translation>来电邀请会一直响下去</translation>
    </message>
    <message>
        <source>Callback looked at with no end to it</source>
        <translation>回电预览没有时限</translation>
    </message>
    <message>
        <source>Callback whose time would have passed unseen</source>
        <translation>回电到时无人处理</translation>
    </message>
    <message>
        <source>Callback that counted as under way, and was not</source>
        <translation>回电显示进行中，实际没有</translation>
    </message>
    <message>
        <source>Callback that stood otherwise than its call</source>
        <translation>回电与其通话的状态不一致</translation>
    </message>
    <message>
        <source>Something due was not done</source>
        <translation>到期的事项没有执行</translation>
    </message>
    <message>
        <source>Caller waits, and an agent is free</source>
        <translation>有来电者等候，也有坐席空闲</translation>
    </message>
    <message>
        <source>The carrier has this call no more</source>
        <translation>运营商处已没有这通电话</translation>
    </message>
    <message>
        <source>The carrier has a call we did not know</source>
        <translation>运营商处有一通我们不知道的电话</translation>
    </message>
    <message>
        <source>A report of the carrier did not come</source>
        <translation>运营商的一条通知没有收到</translation>
    </message>
    <message>
        <source>Ended here, and still on at the carrier</source>
        <translation>这里已结束，运营商处仍在通话</translation>
    </message>
    <message>
        <source>A line is in a call that is not its own</source>
        <translation>有线路在不属于自己的通话中</translation>
    </message>
    <message>
        <source>Caller alone on the line</source>
        <translation>线路上只有来电者一人</translation>
    </message>
    <message>
        <source>The carrier did what was asked and never said so</source>
        <translation>运营商已执行要求却没有回报</translation>
    </message>
    <message>
        <source>Seen by a person</source>
        <translation>由人发现</translation>
    </message>
    <message>
        <source>The agent&apos;s wrap-up began</source>
        <translation>坐席进入话后处理</translation>
    </message>
    <message>
        <source>The agent was freed, and is not ready</source>
        <translation>坐席已释放，状态为未就绪</translation>
    </message>
    <message>
        <source>The agent was put on the call</source>
        <translation>坐席已归到这通电话</translation>
    </message>
    <message>
        <source>The agent is free for offers again</source>
        <translation>坐席可以重新接收来电</translation>
    </message>
    <message>
        <source>The caller went back to the queue, at the same place</source>
        <translation>来电者回到队列原来的位置</translation>
    </message>
    <message>
        <source>The clock was set</source>
        <translation>已设定计时</translation>
    </message>
    <message>
        <source>The offer was ended</source>
        <translation>来电邀请已结束</translation>
    </message>
    <message>
        <source>The callback went back to its place, or ended with its call</source>
        <translation>回电已回到原来的位置，或随通话结束</translation>
    </message>
    <message>
        <source>The callback stands as its call does</source>
        <translation>回电已与其通话一致</translation>
    </message>
    <message>
        <source>It was done</source>
        <translation>已执行</translation>
    </message>
    <message>
        <source>The call was offered</source>
        <translation>来电已分配</translation>
    </message>
    <message>
        <source>The carrier was asked, and its last report taken</source>
        <translation>已询问运营商，并采用其最后的通知</translation>
    </message>
    <message>
        <source>The carrier was told to end the call</source>
        <translation>已要求运营商结束通话</translation>
    </message>
    <message>
        <source>The line was taken out</source>
        <translation>已移出该线路</translation>
    </message>
    <message>
        <source>The colleague&apos;s part was ended</source>
        <translation>已结束同事的参与</translation>
    </message>
    <message>
        <source>The agent&apos;s line was joined again</source>
        <translation>已重新接入坐席线路</translation>
    </message>
    <message>
        <source>We wait for it no more</source>
        <translation>不再等待回报</translation>
    </message>
    <message>
        <source>On for over 2 hours</source>
        <translation>通话已超过 2 小时</translation>
    </message>
    <message>
        <source>On hold for over 15 minutes</source>
        <translation>保持已超过 15 分钟</translation>
    </message>
    <message>
        <source>Waits for over 30 minutes</source>
        <translation>等候已超过 30 分钟</translation>
    </message>
    <message>
        <source>Wrap-up for over 30 minutes</source>
        <translation>话后处理已超过 30 分钟</translation>
    </message>
    <message>
        <source>{agent} is not ready then, and goes ready when they choose to.</source>
        <translation>{agent} 之后为未就绪，由本人自行恢复就绪。</translation>
    </message>
    <message>
        <source>The call that rings at {agent} goes back to its queue, at its place.</source>
        <translation>正在 {agent} 处响铃的来电回到队列原来的位置。</translation>
    </message>
    <message>
        <source>The callback that {agent} looks at goes back to its place.</source>
        <translation>{agent} 正在预览的回电会回到原来的位置。</translation>
    </message>
    <message>
        <source>The wrap-up ends. What was written is kept, and an outcome that was chosen already.</source>
        <translation>话后处理结束。已写的内容和已选的结果都会保留。</translation>
    </message>
    <message>
        <source>The caller, whom nobody has answered yet, is cut off.</source>
        <translation>还没有人接听的来电者会被挂断。</translation>
    </message>
    <message>
        <source>The talk is cut off for both. {agent} wraps it up.</source>
        <translation>双方通话都会被挂断，由 {agent} 做话后处理。</translation>
    </message>
    <message>
        <source>The colleague in the call is cut off too.</source>
        <translation>通话中的同事也会被挂断。</translation>
    </message>
    <message>
        <source>The agent</source>
        <translation>该坐席</translation>
    </message>
    <message>
        <source>Rings</source>
        <translation>响铃中</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>等候中</translation>
    </message>
    <message>
        <source>Is being joined</source>
        <translation>正在接通</translation>
    </message>
    <message>
        <source>Is looked at before the call</source>
        <translation>拨打前预览中</translation>
    </message>
    <message>
        <source>Is being dialled</source>
        <translation>正在拨号</translation>
    </message>
    <message>
        <source>Rings at the customer&apos;s</source>
        <translation>客户处响铃中</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>通话中</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保持中</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
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
        <source>Not ready</source>
        <translation>未就绪</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>signed in</source>
        <translation>刚登录</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>未接听</translation>
    </message>
    <message>
        <source>connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>{state}, {reason}</source>
        <translation>{state}，{reason}</translation>
    </message>
    <message>
        <source>an agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>An agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>{queue}, offered to {agent}</source>
        <translation>{queue}，邀请 {agent}</translation>
    </message>
    <message>
        <source>Caller in {queue}</source>
        <translation>{queue} 的来电者</translation>
    </message>
    <message>
        <source>{queue}, with {agent}</source>
        <translation>{queue}，与 {agent}</translation>
    </message>
    <message>
        <source>At the server</source>
        <translation>在服务器上</translation>
    </message>
    <message>
        <source>By itself</source>
        <translation>自动</translation>
    </message>
</context>
<context>
    <name>MendingWindow</name>
    <message>
        <source>What you see is not of now. {why}</source>
        <translation>所显示的不是当前情况。{why}</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Stuck calls and agents</source>
        <translation>卡住的通话和坐席</translation>
    </message>
    <message>
        <source>Look now</source>
        <translation>立即检查</translation>
    </message>
    <message>
        <source>Agent or queue</source>
        <translation>坐席或队列</translation>
    </message>
    <message>
        <source>Find an agent or a queue</source>
        <translation>查找坐席或队列</translation>
    </message>
    <message>
        <source>Set right</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>Show older ones</source>
        <translation>显示更早的</translation>
    </message>
    <message>
        <source>What is live, the longest so first</source>
        <translation>当前情况，持续最久的在前</translation>
    </message>
    <message>
        <source>What was set right, the newest first</source>
        <translation>已处理的问题，最新的在前</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>发现的问题</translation>
    </message>
    <message>
        <source>Whatever was found</source>
        <translation>所有问题</translation>
    </message>
    <message>
        <source>Getting the list</source>
        <translation>正在读取列表</translation>
    </message>
    <message>
        <source>Looks stuck</source>
        <translation>疑似卡住</translation>
    </message>
    <message>
        <source>Looks stuck ({count})</source>
        <translation>疑似卡住（{count}）</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>Database looked at {when}</source>
        <translation>数据库检查于 {when}</translation>
    </message>
    <message>
        <source>carrier asked {when}</source>
        <translation>运营商询问于 {when}</translation>
    </message>
    <message>
        <source>calls start after {seconds} s: the carrier takes one after another</source>
        <translation>{seconds} 秒后才能呼出：运营商逐个接通</translation>
    </message>
    <message>
        <source>the first {count} of {total}</source>
        <translation>前 {count} 个，共 {total} 个</translation>
    </message>
    <message>
        <source>What is live cannot be read now</source>
        <translation>现在无法读取当前情况</translation>
    </message>
    <message>
        <source>Nothing here has “{find}” in its name</source>
        <translation>没有名称含“{find}”的项目</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Nothing looks stuck</source>
        <translation>没有发现卡住</translation>
    </message>
    <message>
        <source>The server looks at its database every 10 seconds and asks the carrier every 15.</source>
        <translation>服务器每 10 秒检查数据库，每 15 秒询问运营商。</translation>
    </message>
    <message>
        <source>Nobody is signed in</source>
        <translation>没有人登录</translation>
    </message>
    <message>
        <source>No call is on</source>
        <translation>没有通话</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>人工</translation>
    </message>
    <message>
        <source>By itself</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>The list cannot be read now</source>
        <translation>现在无法读取列表</translation>
    </message>
    <message>
        <source>Nothing of this kind was set right</source>
        <translation>没有处理过这类问题</translation>
    </message>
    <message>
        <source>Nothing had to be set right</source>
        <translation>没有需要处理的问题</translation>
    </message>
    <message>
        <source>Set right, {count} in 24 hours</source>
        <translation>已处理，24 小时内 {count} 项</translation>
    </message>
    <message>
        <source>End this call?</source>
        <translation>结束这通电话？</translation>
    </message>
    <message>
        <source>{who}. Whoever is on the line is cut off. This cannot be taken back.</source>
        <translation>{who}。线路上的人会被挂断，无法撤回。</translation>
    </message>
    <message>
        <source>End the call</source>
        <translation>结束通话</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留通话</translation>
    </message>
</context>
<context>
    <name>MenuForm</name>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Make it the first</source>
        <translation>设为第一步</translation>
    </message>
    <message>
        <source>Delete the step</source>
        <translation>删除步骤</translation>
    </message>
    <message>
        <source>Add a choice</source>
        <translation>添加选项</translation>
    </message>
    <message>
        <source>All steps</source>
        <translation>所有步骤</translation>
    </message>
    <message>
        <source>Suspected fraud, at every step</source>
        <translation>怀疑诈骗（每一步都有效）</translation>
    </message>
    <message>
        <source>A person, at every step</source>
        <translation>人工服务（每一步都有效）</translation>
    </message>
    <message>
        <source>Before a step is played again</source>
        <translation>重播步骤之前</translation>
    </message>
    <message>
        <source>Before the queue</source>
        <translation>进入队列之前</translation>
    </message>
    <message>
        <source>While no server answers</source>
        <translation>服务器没有回应时</translation>
    </message>
    <message>
        <source>Closed, and nowhere to go</source>
        <translation>已下班且无处可转</translation>
    </message>
    <message>
        <source>Full, and nowhere to go</source>
        <translation>已满且无处可转</translation>
    </message>
    <message>
        <source>Passed on: put on hold</source>
        <translation>转接：已保持</translation>
    </message>
    <message>
        <source>Passed on: nobody has come yet</source>
        <translation>转接：尚无人接听</translation>
    </message>
    <message>
        <source>Passed on: put through</source>
        <translation>转接：正在接通</translation>
    </message>
    <message>
        <source>Passed on: in a queue again</source>
        <translation>转接：重新排队</translation>
    </message>
    <message>
        <source>Passed on: the agent is back</source>
        <translation>转接：坐席回到通话</translation>
    </message>
    <message>
        <source>Place in the queue</source>
        <translation>排队位置</translation>
    </message>
    <message>
        <source>Place and minutes: {place}, {minutes}</source>
        <translation>位置和分钟：{place}、{minutes}</translation>
    </message>
    <message>
        <source>Place alone: {place}</source>
        <translation>只有位置：{place}</translation>
    </message>
    <message>
        <source>A call back, offered while they wait</source>
        <translation>等候时提供回电</translation>
    </message>
    <message>
        <source>The offer</source>
        <translation>提供时的话</translation>
    </message>
    <message>
        <source>Thanks</source>
        <translation>致谢的话</translation>
    </message>
    <message>
        <source>What callers hear</source>
        <translation>来电者听到的内容</translation>
    </message>
    <message>
        <source>They key a number</source>
        <translation>按键输入号码</translation>
    </message>
    <message>
        <source>Choice {number}</source>
        <translation>选项 {number}</translation>
    </message>
    <message>
        <source>As before</source>
        <translation>与之前相同</translation>
    </message>
    <message>
        <source>The queue</source>
        <translation>进入队列</translation>
    </message>
    <message>
        <source>A new step with choices</source>
        <translation>新建选择步骤</translation>
    </message>
    <message>
        <source>A new step for a number</source>
        <translation>新建输入号码步骤</translation>
    </message>
    <message>
        <source>Another step is called so.</source>
        <translation>另一步骤已用此名称。</translation>
    </message>
    <message>
        <source>A step needs a name.</source>
        <translation>步骤需要名称。</translation>
    </message>
    <message>
        <source>Whole menu</source>
        <translation>整个菜单</translation>
    </message>
    <message>
        <source>What callers hear besides</source>
        <translation>其他语音</translation>
    </message>
    <message>
        <source>Callers have to choose {count} times to get here.</source>
        <translation>来电者要选择 {count} 次才能到这里。</translation>
    </message>
    <message>
        <source>Choice {number}: </source>
        <translation>选项 {number}：</translation>
    </message>
</context>
<context>
    <name>MenuPage</name>
    <message>
        <source>Text</source>
        <translation>文本</translation>
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
        <source>Text ({count} wrong)</source>
        <translation>文本（{count} 处错误）</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>The text cannot be read as a menu</source>
        <translation>文本无法作为菜单读取</translation>
    </message>
    <message>
        <source>Put it right as text, or undo the last step.</source>
        <translation>请在文本中改正，或撤销上一步。</translation>
    </message>
    <message>
        <source>Show the text</source>
        <translation>显示文本</translation>
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
    <name>MenuTree</name>
    <message>
        <source>The menu as a tree</source>
        <translation>菜单树</translation>
    </message>
    <message>
        <source>Whole menu</source>
        <translation>整个菜单</translation>
    </message>
    <message>
        <source>What callers hear besides</source>
        <translation>其他语音</translation>
    </message>
    <message>
        <source>Callers have to choose {count} times to get here</source>
        <translation>来电者要选择 {count} 次才能到这里</translation>
    </message>
    <message>
        <source>{step} (as above)</source>
        <translation>{step}（同上）</translation>
    </message>
</context>
<context>
    <name>MenuTry</name>
    <message>
        <source>Step: {step}</source>
        <translation>步骤：{step}</translation>
    </message>
    <message>
        <source>number {number}</source>
        <translation>号码 {number}</translation>
    </message>
    <message>
        <source>Digits, then Enter; none at hand: Enter alone</source>
        <translation>输入数字后按 Enter；没有号码则直接按 Enter</translation>
    </message>
    <message>
        <source>The number they key</source>
        <translation>输入的号码</translation>
    </message>
    <message>
        <source>Say nothing</source>
        <translation>不出声</translation>
    </message>
    <message>
        <source>Call anew</source>
        <translation>重新拨打</translation>
    </message>
    <message>
        <source>Key {key}</source>
        <translation>按键 {key}</translation>
    </message>
    <message>
        <source>the default queue</source>
        <translation>默认队列</translation>
    </message>
    <message>
        <source>To a person: {queue}</source>
        <translation>转人工：{queue}</translation>
    </message>
    <message>
        <source>before all others</source>
        <translation>优先于所有人</translation>
    </message>
    <message>
        <source>reason {reason}</source>
        <translation>原因 {reason}</translation>
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
        <source>A callback is due now.</source>
        <translation>有回电到时间了。</translation>
    </message>
    <message>
        <source>A callback is due in {count} min.</source>
        <translation>{count} 分钟后有回电。</translation>
    </message>
    <message>
        <source>It stands among your tasks.</source>
        <translation>在您的待办中。</translation>
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
        <source>What you typed since stays here to read: Ctrl+K, Complaint.</source>
        <translation>您后来填写的内容仍保留在此，可按 Ctrl+K 输入“投诉”查看。</translation>
    </message>
    <message>
        <source>A colleague goes on with the complaint form.</source>
        <translation>投诉单已由同事接着填写。</translation>
    </message>
    <message>
        <source>1 complaint is begun and not recorded. Find it with Ctrl+K, Complaint.</source>
        <translation>有 1 件投诉没登记完。按 Ctrl+K 输入“投诉”可找到。</translation>
    </message>
    <message>
        <source>{count} complaints are begun and not recorded. Find them with Ctrl+K, Complaint.</source>
        <translation>有 {count} 件投诉没登记完。按 Ctrl+K 输入“投诉”可找到。</translation>
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
        <source>Your queues were changed. Calls come from the new ones now.</source>
        <translation>您服务的队列已更改，来电将按新的队列分配。</translation>
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
    <name>MineCard</name>
    <message>
        <source>My complaints by deadline</source>
        <translation>我的投诉（按时限）</translation>
    </message>
    <message>
        <source>All my cases</source>
        <translation>我的全部投诉</translation>
    </message>
    <message>
        <source>The list may not be up to date. {why}</source>
        <translation>清单可能不是最新的。{why}</translation>
    </message>
    <message>
        <source>No complaint waits for you.</source>
        <translation>没有等您处理的投诉。</translation>
    </message>
    <message>
        <source>Getting your complaints</source>
        <translation>正在读取您的投诉</translation>
    </message>
    <message>
        <source>{count} late</source>
        <translation>{count} 件超期</translation>
    </message>
    <message>
        <source>{count} today</source>
        <translation>今天 {count} 件</translation>
    </message>
</context>
<context>
    <name>MoneyAnswer</name>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
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
    <message>
        <source>Say this first, then tick it</source>
        <translation>请先告知客户，再勾选</translation>
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
    <name>NewScriptDialog</name>
    <message>
        <source>New script</source>
        <translation>新建脚本</translation>
    </message>
    <message>
        <source>It begins with two steps. Nobody sees it before it is published.</source>
        <translation>新脚本先有两个步骤，发布之前没有人会用到它。</translation>
    </message>
    <message>
        <source>Begin it</source>
        <translation>开始撰写</translation>
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
        <source>Id, which never changes</source>
        <translation>编号（以后不能更改）</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>此项必填。</translation>
    </message>
    <message>
        <source>Another script has this id.</source>
        <translation>已有脚本使用此编号。</translation>
    </message>
    <message>
        <source>Small letters, digits and hyphens, a letter first.</source>
        <translation>只用小写字母、数字和连字符，以字母开头。</translation>
    </message>
</context>
<context>
    <name>NobodyPage</name>
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
        <source>A call from one of our own numbers</source>
        <translation>来自本行自己的号码</translation>
    </message>
    <message>
        <source>{number} says nothing of who is calling. Ask for a name or an account.</source>
        <translation>{number} 不能说明来电人是谁。请询问姓名或账号。</translation>
    </message>
    <message>
        <source>The customer cannot be shown</source>
        <translation>无法显示客户资料</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>No customer</source>
        <translation>没有客户</translation>
    </message>
    <message>
        <source>Whoever calls is shown here as soon as the call is offered.</source>
        <translation>来电到达时，这里显示来电客户。</translation>
    </message>
    <message>
        <source>Keep or attach</source>
        <translation>记下或关联</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>The number was once somebody&apos;s. It says less than one that is: ask who is calling, then choose.</source>
        <translation>此号码曾属于下列客户，可信度较低：请先询问来电者，再选择。</translation>
    </message>
</context>
<context>
    <name>NotToCallView</name>
    <message>
        <source>May {name} be called?</source>
        <translation>可否致电{name}？</translation>
    </message>
    <message>
        <source>No wish is on record: they may be called at lawful hours.</source>
        <translation>没有登记意愿，可在合规时段致电。</translation>
    </message>
    <message>
        <source>No calls that sell</source>
        <translation>谢绝推销来电</translation>
    </message>
    <message>
        <source>No calls at all</source>
        <translation>谢绝一切来电</translation>
    </message>
    <message>
        <source>What they said, or why they may be called again</source>
        <translation>客户的说法，或可重新致电的原因</translation>
    </message>
    <message>
        <source>Do not call them</source>
        <translation>登记为不致电</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>自{day}起</translation>
    </message>
    <message>
        <source>May be called again</source>
        <translation>可重新致电</translation>
    </message>
</context>
<context>
    <name>NoteRow</name>
    <message>
        <source>It has come about, or why it is let be</source>
        <translation>已经做到，或不再跟进的原因</translation>
    </message>
    <message>
        <source>Words to close the note with</source>
        <translation>关闭这条意见时写的话</translation>
    </message>
    <message>
        <source>Close the note</source>
        <translation>关闭这条意见</translation>
    </message>
    <message>
        <source>{when}, {name}</source>
        <translation>{when}，{name}</translation>
    </message>
    <message>
        <source>look again now: {day}</source>
        <translation>现在该回顾：{day}</translation>
    </message>
    <message>
        <source>look again {day}</source>
        <translation>{day}回顾</translation>
    </message>
    <message>
        <source>{name}: {words}</source>
        <translation>{name}：{words}</translation>
    </message>
    <message>
        <source>Read, nothing said to it</source>
        <translation>已读，没有回复</translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>未读</translation>
    </message>
    <message>
        <source>Closed {when}. {words}</source>
        <translation>{when}关闭。{words}</translation>
    </message>
</context>
<context>
    <name>NoteView</name>
    <message>
        <source>What you ask {name} to do</source>
        <translation>请{name}办理</translation>
    </message>
    <message>
        <source>What you ask them to do</source>
        <translation>请对方办理</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>What the caller was promised</source>
        <translation>已向来电者承诺</translation>
    </message>
    <message>
        <source>{count} of {limit}</source>
        <translation>{count}/{limit}</translation>
    </message>
    <message>
        <source>{count} characters too many. Leave out what stands elsewhere.</source>
        <translation>超出{count}个字符。请删去别处已有的内容。</translation>
    </message>
    <message>
        <source>Choose why the caller goes on to somebody else.</source>
        <translation>请选择为何把来电者转给他人。</translation>
    </message>
    <message>
        <source>Say in a sentence what happened, so that the caller need not.</source>
        <translation>用一句话说明情况，免得来电者重复。</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>请选择原因</translation>
    </message>
    <message>
        <source>Hand-over note</source>
        <translation>移交说明</translation>
    </message>
    <message>
        <source>The specialist needs the note before you complete the transfer. Send it, then complete.</source>
        <translation>完成转接前，专员需要看到说明。请先发送，再完成转接。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>The reasons did not come. {why}</source>
        <translation>原因列表未能获取。{why}</translation>
    </message>
    <message>
        <source>Found on this computer after the program had ended early. Read it through.</source>
        <translation>程序意外结束后在本机找回，请通读一遍。</translation>
    </message>
    <message>
        <source>Coming</source>
        <translation>正在获取</translation>
    </message>
    <message>
        <source>Nothing is known yet that could go along</source>
        <translation>暂无可一并转交的内容</translation>
    </message>
    <message>
        <source>Sent along with the note</source>
        <translation>随说明一并发送</translation>
    </message>
    <message>
        <source>Script: {title}</source>
        <translation>话术：{title}</translation>
    </message>
    <message>
        <source>{done} of {total} steps done</source>
        <translation>{total}步完成{done}步</translation>
    </message>
    <message>
        <source>Send update</source>
        <translation>发送更新</translation>
    </message>
    <message>
        <source>Send note</source>
        <translation>发送说明</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>正在发送</translation>
    </message>
    <message>
        <source>It is on its way</source>
        <translation>正在发送</translation>
    </message>
    <message>
        <source>First choose which text stays</source>
        <translation>请先选择保留哪份文字</translation>
    </message>
    <message>
        <source>The specialist has it as it stands here</source>
        <translation>专员已有与此一致的说明</translation>
    </message>
</context>
<context>
    <name>NotesPanel</name>
    <message>
        <source>Put the notes away</source>
        <translation>收起辅导意见</translation>
    </message>
    <message>
        <source>Coaching notes to this agent</source>
        <translation>这位坐席的辅导意见</translation>
    </message>
    <message>
        <source>Getting the notes</source>
        <translation>正在读取辅导意见</translation>
    </message>
    <message>
        <source>Nobody has written to this agent yet.</source>
        <translation>还没有人给这位坐席写过辅导意见。</translation>
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
    <name>NoticeCards</name>
    <message>
        <source>I have read it</source>
        <translation>已阅</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>另有 {count} 条</translation>
    </message>
    <message>
        <source>You have called a supervisor.</source>
        <translation>您已呼叫主管。</translation>
    </message>
    <message>
        <source>Not needed any more</source>
        <translation>不再需要</translation>
    </message>
    <message>
        <source>{time}, every supervisor has been told</source>
        <translation>{time}，已通知所有主管</translation>
    </message>
    <message>
        <source>{time}, somebody will come</source>
        <translation>{time}，将有人前来</translation>
    </message>
</context>
<context>
    <name>NoticeList</name>
    <message>
        <source>Notices of the last seven days</source>
        <translation>最近七天的通知</translation>
    </message>
    <message>
        <source>Nobody has written to you.</source>
        <translation>还没有给您的通知。</translation>
    </message>
    <message>
        <source>read {time}</source>
        <translation>{time} 已阅</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>未就绪</translation>
    </message>
    <message>
        <source>Off the telephone</source>
        <translation>离席</translation>
    </message>
    <message>
        <source>This notice was withdrawn.</source>
        <translation>该通知已撤回。</translation>
    </message>
    <message>
        <source>You serve other queues for a while: {queues}</source>
        <translation>您暂时服务其他队列：{queues}</translation>
    </message>
    <message>
        <source>You serve your own queues again: {queues}</source>
        <translation>您重新服务原来的队列：{queues}</translation>
    </message>
    <message>
        <source>{name} comes to help you.</source>
        <translation>{name} 来协助您。</translation>
    </message>
    <message>
        <source>{name} has given you the next call.</source>
        <translation>{name} 把下一通来电交给您。</translation>
    </message>
    <message>
        <source>Until {time}.</source>
        <translation>至 {time}。</translation>
    </message>
    <message>
        <source>Until you go off the telephone.</source>
        <translation>至您离席为止。</translation>
    </message>
    <message>
        <source>{name} has chosen for after your call: {state}</source>
        <translation>{name} 已为您选定通话之后的状态：{state}</translation>
    </message>
    <message>
        <source>{name} has changed your state: {state}</source>
        <translation>{name} 已更改您的状态：{state}</translation>
    </message>
</context>
<context>
    <name>Noticing</name>
    <message>
        <source>Notices to you</source>
        <translation>给您的通知</translation>
    </message>
</context>
<context>
    <name>NumberRow</name>
    <message>
        <source>This call</source>
        <translation>本次来电</translation>
    </message>
    <message>
        <source>Why is it not theirs?</source>
        <translation>为什么不是客户的号码？</translation>
    </message>
    <message>
        <source>It was, and is no longer</source>
        <translation>以前是，现在不是</translation>
    </message>
    <message>
        <source>It never was</source>
        <translation>从来不是</translation>
    </message>
    <message>
        <source>It is theirs</source>
        <translation>仍是客户的</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>since {day}</source>
        <translation>{day}起</translation>
    </message>
    <message>
        <source>noted by an agent</source>
        <translation>由坐席登记</translation>
    </message>
    <message>
        <source>one other person has it too</source>
        <translation>另有一人也用此号码</translation>
    </message>
    <message>
        <source>{count} other people have it too</source>
        <translation>另有 {count} 人也用此号码</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>至{day}</translation>
    </message>
    <message>
        <source>the source has it no more</source>
        <translation>来源系统已无此号码</translation>
    </message>
    <message>
        <source>ended here</source>
        <translation>在此停用</translation>
    </message>
    <message>
        <source>ended here: it never was theirs</source>
        <translation>在此停用：从来不是客户的号码</translation>
    </message>
    <message>
        <source>the source still has it</source>
        <translation>来源系统仍有此号码</translation>
    </message>
</context>
<context>
    <name>NumbersPage</name>
    <message>
        <source>Numbers we call from</source>
        <translation>外呼号码</translation>
    </message>
    <message>
        <source>Customers see one of these when an agent calls them. Without any, nobody calls a customer.</source>
        <translation>坐席外呼时客户看到其中一个号码。没有号码时不能外呼客户。</translation>
    </message>
    <message>
        <source>Add a number</source>
        <translation>添加号码</translation>
    </message>
</context>
<context>
    <name>NumbersView</name>
    <message>
        <source>Telephone numbers</source>
        <translation>电话号码</translation>
    </message>
    <message>
        <source>Ended. This call stays with {name} until you take that back; the next from it does not.</source>
        <translation>已停用。本次通话仍关联{name}，可在客户栏中撤销；以后用此号码来电的人不再视为该客户。</translation>
    </message>
    <message>
        <source>Ended. Whoever calls from it next is not taken for {name}.</source>
        <translation>已停用。以后用此号码来电的人，不再视为{name}。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Getting the numbers</source>
        <translation>正在读取号码</translation>
    </message>
    <message>
        <source>No telephone number identifies this customer now.</source>
        <translation>目前没有可识别该客户的电话号码。</translation>
    </message>
    <message>
        <source>No longer theirs</source>
        <translation>已不属于客户</translation>
    </message>
    <message>
        <source>An ended number identifies nobody, also where the bank&apos;s extract still has it. It is logged.</source>
        <translation>停用的号码不再识别任何人，即使银行数据中仍有此号码。此操作会留下记录。</translation>
    </message>
    <message>
        <source>Not theirs</source>
        <translation>不是客户的</translation>
    </message>
    <message>
        <source>Theirs after all</source>
        <translation>恢复为客户的</translation>
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
        <source>Call back: {name}</source>
        <translation>回电：{name}</translation>
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
        <source>One of our own numbers</source>
        <translation>本行自己的号码</translation>
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
        <source>Call back: {kind}</source>
        <translation>回电：{kind}</translation>
    </message>
    <message>
        <source>Say first</source>
        <translation>先说</translation>
    </message>
    <message>
        <source>{from_time} to {to_time}</source>
        <translation>{from_time} 至 {to_time}</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>来意</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Tried</source>
        <translation>已尝试</translation>
    </message>
    <message>
        <source>Lately</source>
        <translation>近况</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>尚未</translation>
    </message>
    <message>
        <source>{count} of {most} times</source>
        <translation>已试 {count} 次，最多 {most} 次</translation>
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
        <source>message</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>letter</source>
        <translation>信函</translation>
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
        <source>The number says nothing of who is calling</source>
        <translation>该号码不能说明来电人是谁</translation>
    </message>
    <message>
        <source>Missed today</source>
        <translation>今天未接</translation>
    </message>
    <message>
        <source>Goes back to {name} in</source>
        <translation>之后回到{name}，还剩</translation>
    </message>
    <message>
        <source>Goes to others in</source>
        <translation>转给他人还剩</translation>
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
        <source>{name} asks you about</source>
        <translation>{name}就以下客户向您咨询</translation>
    </message>
    <message>
        <source>The hand-over note is still being written. It shows here once it is sent.</source>
        <translation>移交说明尚在填写，发送后会显示在这里。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>You are asked to</source>
        <translation>请您办理</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>已承诺</translation>
    </message>
    <message>
        <source>Not verified</source>
        <translation>未核实</translation>
    </message>
    <message>
        <source>Verified, basic level</source>
        <translation>已核实，基本级</translation>
    </message>
    <message>
        <source>Verified, full level</source>
        <translation>已核实，完整级</translation>
    </message>
    <message>
        <source>{title}: {done} of {total} steps done</source>
        <translation>{title}：{total}步完成{done}步</translation>
    </message>
</context>
<context>
    <name>OfficeButtons</name>
    <message>
        <source>Accounts to review</source>
        <translation>待核对账户</translation>
    </message>
    <message>
        <source>Source systems</source>
        <translation>来源系统</translation>
    </message>
    <message>
        <source>Stuck calls and agents</source>
        <translation>卡住的通话和坐席</translation>
    </message>
    <message>
        <source>Relationship managers</source>
        <translation>客户经理</translation>
    </message>
    <message>
        <source>Staffing</source>
        <translation>人力</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>客户活动</translation>
    </message>
    <message>
        <source>Service scripts</source>
        <translation>服务脚本</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>投诉</translation>
    </message>
</context>
<context>
    <name>Origins</name>
    <message>
        <source>Customer no.</source>
        <translation>客户号</translation>
    </message>
    <message>
        <source>Identity document</source>
        <translation>证件</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>邮箱</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Chinese name</source>
        <translation>中文姓名</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>开户日期</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Relationship manager</source>
        <translation>客户经理</translation>
    </message>
    <message>
        <source>Service wishes</source>
        <translation>服务要求</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>开立日期</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>到期日期</translation>
    </message>
    <message>
        <source>May be called from</source>
        <translation>可来电时间起</translation>
    </message>
    <message>
        <source>May be called until</source>
        <translation>可来电时间止</translation>
    </message>
    <message>
        <source>Document expires</source>
        <translation>证件到期</translation>
    </message>
    <message>
        <source>Other number</source>
        <translation>其他号码</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Booking of an alert</source>
        <translation>提醒所涉交易</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系</translation>
    </message>
    <message>
        <source>Survey answer</source>
        <translation>调查答复</translation>
    </message>
</context>
<context>
    <name>OriginsWindow</name>
    <message>
        <source>What a system answers live is newer than the row that was loaded from it.</source>
        <translation>系统实时答复的数值比导入的行更新。</translation>
    </message>
    <message>
        <source>Where the values come from cannot be shown now</source>
        <translation>现在无法显示数值来自哪里</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>No extract brought these values</source>
        <translation>这些数值不是导入的</translation>
    </message>
    <message>
        <source>They were noted here, or loaded before origins were kept. The next load of them says more.</source>
        <translation>它们是在这里记录的，或者在开始保存来源之前导入的。下次导入后可以看到。</translation>
    </message>
    <message>
        <source>Where the values come from</source>
        <translation>数值来自哪里</translation>
    </message>
    <message>
        <source>Asking where they come from</source>
        <translation>正在查询来源</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Source system</source>
        <translation>来源系统</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>数据截至</translation>
    </message>
    <message>
        <source>Loaded</source>
        <translation>导入时间</translation>
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
    <name>OutcomeView</name>
    <message>
        <source>Callback: {name}</source>
        <translation>回电：{name}</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Note on the callback</source>
        <translation>回电备注</translation>
    </message>
    <message>
        <source>Kept on this computer</source>
        <translation>已存在本机</translation>
    </message>
    <message>
        <source>Try again, {count} left</source>
        <translation>再打一次，还剩 {count} 次</translation>
    </message>
    <message>
        <source>On which day</source>
        <translation>哪一天</translation>
    </message>
    <message>
        <source>At what time</source>
        <translation>几点</translation>
    </message>
    <message>
        <source>They wish no such calls any more</source>
        <translation>客户不想再接到这类电话</translation>
    </message>
    <message>
        <source>Saving it</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>Save callback</source>
        <translation>保存回电</translation>
    </message>
    <message>
        <source>No try is left: a supervisor decides what follows.</source>
        <translation>次数已用完：由主管决定下一步。</translation>
    </message>
    <message>
        <source>{when} is the next lawful time where they are.</source>
        <translation>对方所在地下一个允许致电的时间是{when}。</translation>
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
        <source>They asked not to be called at all. Call only if the law or they want it.</source>
        <translation>客户要求不再来电。仅在法律要求或客户自己要求时致电。</translation>
    </message>
    <message>
        <source>They want no calls that sell something.</source>
        <translation>客户不接受营销来电。</translation>
    </message>
    <message>
        <source>They asked not to be called now.</source>
        <translation>客户要求此时不要致电。</translation>
    </message>
</context>
<context>
    <name>OutreachView</name>
    <message>
        <source>Customers to turn to</source>
        <translation>待联系客户</translation>
    </message>
    <message>
        <source>Getting your customers</source>
        <translation>正在读取待联系客户</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>呼叫</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>Due at this time tomorrow</source>
        <translation>改到明天此时</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>无需联系</translation>
    </message>
    <message>
        <source>Why it is not needed</source>
        <translation>为何无需联系</translation>
    </message>
    <message>
        <source>1 finished</source>
        <translation>已完成1项</translation>
    </message>
    <message>
        <source>{count} finished</source>
        <translation>已完成{count}项</translation>
    </message>
    <message>
        <source>From {name}: {note}</source>
        <translation>{name}：{note}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>I take it</source>
        <translation>由我接手</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>Not while you have a call, or are not there</source>
        <translation>通话中或未就绪时不能呼叫</translation>
    </message>
    <message>
        <source>Take it first, so that nobody else calls too</source>
        <translation>请先领取，以免他人重复致电</translation>
    </message>
    <message>
        <source>Your customers cannot be read</source>
        <translation>无法读取待联系客户</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Nobody to turn to</source>
        <translation>没有待联系客户</translation>
    </message>
    <message>
        <source>What somebody starts from an alert for you or your team stands here.</source>
        <translation>由提醒发起、交给您或您团队的任务会列在这里。</translation>
    </message>
    <message>
        <source>Late since {when}</source>
        <translation>已逾期，应于 {when}</translation>
    </message>
    <message>
        <source>Due {when}</source>
        <translation>{when} 前</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>由您负责</translation>
    </message>
    <message>
        <source>for anybody of {team}</source>
        <translation>由 {team} 任一人接手</translation>
    </message>
    <message>
        <source>No calls before {time}</source>
        <translation>{time}前请勿致电</translation>
    </message>
    <message>
        <source>No calls after {time}</source>
        <translation>{time}后请勿致电</translation>
    </message>
</context>
<context>
    <name>OwnQualityWindow</name>
    <message>
        <source>Mean of the last 90 days: {mean}</source>
        <translation>近 90 天平均：{mean}</translation>
    </message>
    <message>
        <source>The list cannot be read now</source>
        <translation>暂时读不到列表</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>No review of your calls yet</source>
        <translation>您的通话还没有评审</translation>
    </message>
    <message>
        <source>When a supervisor publishes one, it stands here with what was given for what.</source>
        <translation>主管发布评审后，会在这里列出各项得分。</translation>
    </message>
    <message>
        <source>Reviews of my calls</source>
        <translation>我的通话评审</translation>
    </message>
    <message>
        <source>Reviews and notes, the newest first</source>
        <translation>评审与辅导，最新的在前</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Getting your reviews</source>
        <translation>正在读取评审</translation>
    </message>
    <message>
        <source>What you say to it</source>
        <translation>您的意见</translation>
    </message>
    <message>
        <source>I have read it</source>
        <translation>我已阅读</translation>
    </message>
    <message>
        <source>I see it otherwise</source>
        <translation>我有异议</translation>
    </message>
    <message>
        <source>Note from {name}</source>
        <translation>{name}的辅导意见</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已读</translation>
    </message>
    <message>
        <source>Choose a review or a note at the left</source>
        <translation>请在左侧选择一份评审或辅导意见</translation>
    </message>
    <message>
        <source>Your call of {when}</source>
        <translation>您 {when} 的通话</translation>
    </message>
    <message>
        <source>passes</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>does not pass</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>{form} · by {name} · {passes} (from {percent} %)</source>
        <translation>{form} · 评审人 {name} · {passes}（{percent} 分合格）</translation>
    </message>
    <message>
        <source>You look at it again together: {day}</source>
        <translation>约定共同回顾：{day}</translation>
    </message>
    <message>
        <source>You: {words}</source>
        <translation>您：{words}</translation>
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
        <source>Call a colleague or a number</source>
        <translation>呼叫同事或号码</translation>
    </message>
    <message>
        <source>A colleague&apos;s name or team, or a number to call</source>
        <translation>同事姓名或团队，或要拨打的号码</translation>
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
        <source>Try part of a colleague&apos;s name or team, or a whole phone number. Customers are found with Ctrl+K.</source>
        <translation>请输入同事姓名或团队的一部分，或完整的电话号码。查找客户请按 Ctrl+K。</translation>
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
        <source>Looking for {seconds} s…</source>
        <translation>已查找 {seconds} 秒…</translation>
    </message>
    <message>
        <source>Whom to call</source>
        <translation>可呼叫</translation>
    </message>
    <message>
        <source>Find a customer, a page or an action</source>
        <translation>查找客户、页面或操作</translation>
    </message>
    <message>
        <source>Name, number, pinyin initials, account ending, page or action</source>
        <translation>姓名、号码、拼音首字母、账号尾号、页面或操作</translation>
    </message>
    <message>
        <source>Not a customer yet</source>
        <translation>尚未成为客户</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>知识库</translation>
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
        <source>by customer number</source>
        <translation>按客户号</translation>
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
        <source>by initials</source>
        <translation>按首字母</translation>
    </message>
    <message>
        <source>by account number</source>
        <translation>按账号</translation>
    </message>
    <message>
        <source>by name</source>
        <translation>按姓名</translation>
    </message>
    <message>
        <source>similar spelling</source>
        <translation>拼写相近</translation>
    </message>
    <message>
        <source>complaint number</source>
        <translation>投诉编号</translation>
    </message>
</context>
<context>
    <name>PeopleCard</name>
    <message>
        <source>Owner</source>
        <translation>处理人</translation>
    </message>
    <message>
        <source>Back-up</source>
        <translation>后备</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Who deals with it</source>
        <translation>处理人员</translation>
    </message>
</context>
<context>
    <name>PeopleWindow</name>
    <message>
        <source>What you see is not of now. {why}</source>
        <translation>所见并非最新。{why}</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Add somebody</source>
        <translation>添加人员</translation>
    </message>
    <message>
        <source>Search by name or extension (Ctrl+F)</source>
        <translation>按姓名或分机查找（Ctrl+F）</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>People who may sign in, by name</source>
        <translation>可登录人员，按姓名排列</translation>
    </message>
    <message>
        <source>Of which role</source>
        <translation>哪种角色</translation>
    </message>
    <message>
        <source>Of which team</source>
        <translation>哪个团队</translation>
    </message>
    <message>
        <source>How they stand</source>
        <translation>哪种状态</translation>
    </message>
    <message>
        <source>Getting the people</source>
        <translation>正在读取人员</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>May sign in</source>
        <translation>可以登录</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>已登录</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Every role</source>
        <translation>所有角色</translation>
    </message>
    <message>
        <source>Every team</source>
        <translation>所有团队</translation>
    </message>
    <message>
        <source>The people cannot be read now</source>
        <translation>现在无法读取人员</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>{shown} of {count} people</source>
        <translation>共 {count} 人，显示 {shown} 人</translation>
    </message>
    <message>
        <source>Nobody like this</source>
        <translation>没有这样的人</translation>
    </message>
    <message>
        <source>Search for less, or list everybody.</source>
        <translation>请减少条件，或列出所有人。</translation>
    </message>
    <message>
        <source>List everybody</source>
        <translation>列出所有人</translation>
    </message>
    <message>
        <source>Disable {name}?</source>
        <translation>停用 {name}？</translation>
    </message>
    <message>
        <source>Sign {name} out everywhere?</source>
        <translation>让 {name} 在所有电脑上退出？</translation>
    </message>
    <message>
        <source>New password for {name}?</source>
        <translation>为 {name} 设置新密码？</translation>
    </message>
    <message>
        <source>They are signed out now and cannot sign in. What rings at them goes back to its queue. During a call or its wrap-up nothing is done: no call is cut.</source>
        <translation>立即退出登录，之后不能再登录。正在振铃的来电会退回原队列。如在通话或整理中，则不做任何更改：不会切断通话。</translation>
    </message>
    <message>
        <source>Every desktop of theirs is signed out now; they can sign in again. During a call or its wrap-up nothing is done: no call is cut.</source>
        <translation>其所有桌面立即退出登录，之后可以重新登录。如在通话或整理中，则不做任何更改：不会切断通话。</translation>
    </message>
    <message>
        <source>The old one no longer works. The new one is shown once.</source>
        <translation>旧密码随即失效，新密码只显示一次。</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Set a new one</source>
        <translation>设置新密码</translation>
    </message>
    <message>
        <source>Keep it as it is</source>
        <translation>保持不变</translation>
    </message>
</context>
<context>
    <name>PeopleWords</name>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Specialist</source>
        <translation>专员</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>主管</translation>
    </message>
    <message>
        <source>Script author</source>
        <translation>话术编写</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>Complaint handler</source>
        <translation>投诉处理</translation>
    </message>
    <message>
        <source>Compliance</source>
        <translation>合规</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>助理</translation>
    </message>
    <message>
        <source>Fund manager</source>
        <translation>基金经理</translation>
    </message>
    <message>
        <source>Currency adviser</source>
        <translation>外汇顾问</translation>
    </message>
    <message>
        <source>Name to sign in with</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>Name that others see</source>
        <translation>显示名称</translation>
    </message>
    <message>
        <source>Name in the other script</source>
        <translation>另一种文字的姓名</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>工作地点</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Extension</source>
        <translation>分机</translation>
    </message>
    <message>
        <source>In a customer&apos;s team</source>
        <translation>在客户团队中</translation>
    </message>
    <message>
        <source>Say the name that they sign in with.</source>
        <translation>请填写登录名。</translation>
    </message>
    <message>
        <source>Leave the blanks out of the name.</source>
        <translation>登录名中不能有空格。</translation>
    </message>
    <message>
        <source>Somebody already signs in with this name. Choose another one.</source>
        <translation>已有人使用这个登录名，请换一个。</translation>
    </message>
    <message>
        <source>Say what others see of them.</source>
        <translation>请填写显示名称。</translation>
    </message>
    <message>
        <source>Choose at least one role.</source>
        <translation>请至少选择一个角色。</translation>
    </message>
    <message>
        <source>There is no such site.</source>
        <translation>没有这个工作地点。</translation>
    </message>
    <message>
        <source>There is no such role in a team.</source>
        <translation>团队中没有这个角色。</translation>
    </message>
    <message>
        <source>A number, or a name of the telephone exchange: no blanks.</source>
        <translation>请填写号码或电话系统中的用户名，不能有空格。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Last change taken back</source>
        <translation>撤回上次更改</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>已添加</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>已启用</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>已解锁</translation>
    </message>
    <message>
        <source>Signed out everywhere</source>
        <translation>已全部退出</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>PersonCard</name>
    <message>
        <source>Somebody new</source>
        <translation>新人员</translation>
    </message>
    <message>
        <source>The new password, shown only now. Hand it on yourself; nobody can look it up later.</source>
        <translation>新密码，只在此刻显示。请亲自转告，之后谁也查不到。</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Sign out everywhere</source>
        <translation>全部退出</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>I have handed it on</source>
        <translation>已转告</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃更改</translation>
    </message>
    <message>
        <source>Take the last one back</source>
        <translation>撤回上次更改</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>更改记录</translation>
    </message>
    <message>
        <source>Why; it is kept with the change</source>
        <translation>原因，随更改一起保存</translation>
    </message>
    <message>
        <source>Changes of this person, the newest first</source>
        <translation>此人的更改记录，最新的在前</translation>
    </message>
    <message>
        <source>Nobody is chosen</source>
        <translation>尚未选择人员</translation>
    </message>
    <message>
        <source>Choose somebody at the left, or add somebody.</source>
        <translation>请在左侧选择，或添加人员。</translation>
    </message>
    <message>
        <source>Add somebody</source>
        <translation>添加人员</translation>
    </message>
    <message>
        <source>They get a password by chance, which is shown once.</source>
        <translation>系统会随机生成密码，只显示一次。</translation>
    </message>
    <message>
        <source>Disabled since {when}; cannot sign in</source>
        <translation>自 {when} 起停用，不能登录</translation>
    </message>
    <message>
        <source>Locked until {when} after wrong passwords</source>
        <translation>因密码错误锁定至 {when}</translation>
    </message>
    <message>
        <source>In a call, or its wrap-up</source>
        <translation>正在通话或整理</translation>
    </message>
    <message>
        <source>Signed in at {count} desktops</source>
        <translation>在 {count} 台电脑上登录</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>已登录</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>未登录</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>This is you: another administrator disables you or takes your role away.</source>
        <translation>这是您自己：停用或取消角色须由另一位管理员操作。</translation>
    </message>
    <message>
        <source>Roles count at once; team and extension from the next sign-in. No call is ever cut.</source>
        <translation>角色立即生效，团队和分机自下次登录起生效。任何操作都不会切断通话。</translation>
    </message>
    <message>
        <source>Somebody else has changed this person. What you typed is kept; look, and save again.</source>
        <translation>已有别人更改了此人。您输入的内容仍在，请查看后再次保存。</translation>
    </message>
    <message>
        <source>Added.</source>
        <translation>已添加。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>The last change is taken back.</source>
        <translation>已撤回上次更改。</translation>
    </message>
    <message>
        <source>Disabled, and signed out everywhere.</source>
        <translation>已停用，并已全部退出登录。</translation>
    </message>
    <message>
        <source>Enabled.</source>
        <translation>已启用。</translation>
    </message>
    <message>
        <source>The old password no longer works. Open sign-ins stay.</source>
        <translation>旧密码已失效，已登录的不受影响。</translation>
    </message>
    <message>
        <source>Unlocked.</source>
        <translation>已解锁。</translation>
    </message>
    <message>
        <source>Signed out everywhere.</source>
        <translation>已全部退出登录。</translation>
    </message>
    <message>
        <source>It is done, but its first answer was lost, and the password with it. Set another one.</source>
        <translation>已完成，但首次答复丢失，密码也随之丢失。请再设置一个。</translation>
    </message>
</context>
<context>
    <name>PersonFields</name>
    <message>
        <source>Somebody else saved: {value}</source>
        <translation>别人已保存：{value}</translation>
    </message>
    <message>
        <source>Nobody is in it yet: a new team</source>
        <translation>尚无成员：新团队</translation>
    </message>
    <message>
        <source>Written otherwise than {team}</source>
        <translation>与“{team}”写法不同</translation>
    </message>
</context>
<context>
    <name>PersonTable</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>In a call</source>
        <translation>通话中</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>已登录</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>未登录</translation>
    </message>
</context>
<context>
    <name>PhoneBand</name>
    <message>
        <source>A call waits for your telephone: call this address with it</source>
        <translation>有来电在等您的电话：请用电话呼叫此地址</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Getting another</source>
        <translation>正在换一个</translation>
    </message>
    <message>
        <source>Another address</source>
        <translation>换一个地址</translation>
    </message>
    <message>
        <source>It is good no more. Ask for another one.</source>
        <translation>此地址已失效。请换一个。</translation>
    </message>
    <message>
        <source>Good once, for {time} more</source>
        <translation>可用一次，还有 {time}</translation>
    </message>
</context>
<context>
    <name>PinnedStrip</name>
    <message>
        <source>Guide pages for this call</source>
        <translation>本次通话的知识页面</translation>
    </message>
</context>
<context>
    <name>PlanForm</name>
    <message>
        <source>Follow-up with {name}</source>
        <translation>跟进{name}</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>About</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Won</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>Not wanted</source>
        <translation>无意向</translation>
    </message>
    <message>
        <source>No plan after all</source>
        <translation>取消计划</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Hand to {name}</source>
        <translation>转交{name}</translation>
    </message>
    <message>
        <source>Refer</source>
        <translation>转介</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Handed to {name}. What comes of it is told on your page of tasks.</source>
        <translation>已转交{name}。结果会显示在您的任务页。</translation>
    </message>
    <message>
        <source>It was a mistake</source>
        <translation>误操作</translation>
    </message>
    <message>
        <source>A new plan</source>
        <translation>新计划</translation>
    </message>
    <message>
        <source>By mistake</source>
        <translation>误操作</translation>
    </message>
</context>
<context>
    <name>PlanPage</name>
    <message>
        <source>Shift plans (*.csv);;All files (*)</source>
        <translation>排班表 (*.csv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Bring a shift plan in</source>
        <translation>导入排班</translation>
    </message>
    <message>
        <source>{shifts} shifts of {agents} agents are in; {replaced} were replaced.</source>
        <translation>已导入 {agents} 位坐席的 {shifts} 个班次；替换了 {replaced} 个。</translation>
    </message>
    <message>
        <source>Reading {file}</source>
        <translation>正在读取 {file}</translation>
    </message>
    <message>
        <source>No file is chosen</source>
        <translation>还没有选择文件</translation>
    </message>
    <message>
        <source>Nothing changes before you have seen what a plan would change.</source>
        <translation>先看清会改变什么，确认之前不作任何更改。</translation>
    </message>
    <message>
        <source>{file}: {count} problems. Put them right in the file, and choose it again.</source>
        <translation>{file}：{count} 个问题。请在文件里改正后重新选择。</translation>
    </message>
    <message>
        <source>{file}: {shifts} shifts of {agents} agents, {days}. {replaced} shifts are replaced.</source>
        <translation>{file}：{agents} 位坐席的 {shifts} 个班次，{days}。将替换 {replaced} 个班次。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Not in the file, and left as they are: {names}</source>
        <translation>不在文件中，保持不变：{names}</translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation> 等另外 {count} 人</translation>
    </message>
    <message>
        <source>Shift plan</source>
        <translation>排班</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Bring it in</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>A CSV file with the columns agent, date, start, end and activity (work, break, meal, training, meeting). Each agent&apos;s days in it replace those of before.</source>
        <translation>CSV 文件，列为 坐席、日期、开始、结束、活动（上班、小休、用餐、培训、会议）。文件中每位坐席的日期会替换原有排班。</translation>
    </message>
    <message>
        <source>Brought in before</source>
        <translation>以前导入的</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>原来</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>By</source>
        <translation>导入人</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Shifts</source>
        <translation>班次</translation>
    </message>
    <message>
        <source>What is wrong with the file</source>
        <translation>文件中的问题</translation>
    </message>
    <message>
        <source>What the plan changes</source>
        <translation>排班会改变什么</translation>
    </message>
    <message>
        <source>Plans that were brought in before</source>
        <translation>以前导入的排班</translation>
    </message>
    <message>
        <source>{shifts}, {replaced} replaced</source>
        <translation>{shifts} 个，替换 {replaced} 个</translation>
    </message>
</context>
<context>
    <name>PlanStrip</name>
    <message>
        <source>{count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>跟进</translation>
    </message>
    <message>
        <source>Nothing is planned.</source>
        <translation>暂无计划。</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Refer</source>
        <translation>转介</translation>
    </message>
    <message>
        <source>Hand to {name}</source>
        <translation>转交{name}</translation>
    </message>
    <message>
        <source>Nobody looks after this customer</source>
        <translation>该客户没有客户经理</translation>
    </message>
    <message>
        <source>Follow-up plan</source>
        <translation>跟进计划</translation>
    </message>
</context>
<context>
    <name>PlanWords</name>
    <message>
        <source>Calls</source>
        <translation>接听</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>小休</translation>
    </message>
    <message>
        <source>Meal</source>
        <translation>用餐</translation>
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
        <source>agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>end</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>activity</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>文件无法读取。</translation>
    </message>
    <message>
        <source>The file is no text. Save the plan as CSV.</source>
        <translation>文件不是文本。请把排班另存为 CSV。</translation>
    </message>
    <message>
        <source>The file is too large. Bring the plan in week by week, or team by team.</source>
        <translation>文件太大。请按周或按团队分别导入。</translation>
    </message>
    <message>
        <source>The file has no line of a plan.</source>
        <translation>文件里没有排班。</translation>
    </message>
    <message>
        <source>The file has more than {most} lines. Bring the plan in week by week.</source>
        <translation>文件超过 {most} 行。请按周分别导入。</translation>
    </message>
    <message>
        <source>The column {column} is missing in the first row.</source>
        <translation>第一行缺少“{column}”列。</translation>
    </message>
    <message>
        <source>No such column. There are agent, date, start, end and activity.</source>
        <translation>没有这一列。可用的列：坐席、日期、开始、结束、活动。</translation>
    </message>
    <message>
        <source>This column is there twice.</source>
        <translation>这一列出现了两次。</translation>
    </message>
    <message>
        <source>There is nothing. Fill it in.</source>
        <translation>这里是空的，请填写。</translation>
    </message>
    <message>
        <source>The row has {value} columns, the first row {expected}.</source>
        <translation>这一行有 {value} 列，第一行有 {expected} 列。</translation>
    </message>
    <message>
        <source>Nobody signs in as “{value}”.</source>
        <translation>没有人以“{value}”登录。</translation>
    </message>
    <message>
        <source>“{value}” is not in your team, nor in your queues.</source>
        <translation>“{value}”不在您的团队，也不在您的队列。</translation>
    </message>
    <message>
        <source>“{value}” is no date. Write it as 2026-06-01.</source>
        <translation>“{value}”不是日期。请写成 2026-06-01。</translation>
    </message>
    <message>
        <source>“{value}” is no time. Write it as 09:00.</source>
        <translation>“{value}”不是时间。请写成 09:00。</translation>
    </message>
    <message>
        <source>“{value}” is no activity. There are work, break, meal, training, meeting, and each reason for being not ready by its name.</source>
        <translation>“{value}”不是活动。可填上班、小休、用餐、培训、会议，或任一未就绪原因的名称。</translation>
    </message>
    <message>
        <source>It ends when it begins.</source>
        <translation>开始与结束相同。</translation>
    </message>
    <message>
        <source>It is longer than {most} hours.</source>
        <translation>超过 {most} 小时。</translation>
    </message>
    <message>
        <source>It runs into row {row} of the same agent.</source>
        <translation>与同一坐席的第 {row} 行重叠。</translation>
    </message>
    <message>
        <source>It does not lie in a shift of this agent.</source>
        <translation>不在这位坐席的班次之内。</translation>
    </message>
</context>
<context>
    <name>PreventionsCard</name>
    <message>
        <source>New prevention</source>
        <translation>新的预防措施</translation>
    </message>
    <message>
        <source>Getting the preventions</source>
        <translation>正在读取预防措施</translation>
    </message>
    <message>
        <source>Nothing has been written down yet. Tie a root cause to what is done about it.</source>
        <translation>还没有记录。把根本原因和采取的措施对应起来。</translation>
    </message>
    <message>
        <source>So that it does not come back</source>
        <translation>防止再次发生</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>by {day}</source>
        <translation>{day}前</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>{day}起</translation>
    </message>
    <message>
        <source>Show in the trend</source>
        <translation>在走势中显示</translation>
    </message>
    <message>
        <source>It is done</source>
        <translation>已落实</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>计划中</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>已生效</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>已放弃</translation>
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
    <message>
        <source>Updates as you type</source>
        <translation>随输入更新</translation>
    </message>
    <message>
        <source>On trial</source>
        <translation>试用中</translation>
    </message>
    <message>
        <source>As the agent sees it</source>
        <translation>客服看到的样子</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>The check, in this trial:</source>
        <translation>试用中的身份核实：</translation>
    </message>
    <message>
        <source>Passes</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>Fails</source>
        <translation>未通过</translation>
    </message>
    <message>
        <source>Find a customer…</source>
        <translation>查找客户…</translation>
    </message>
    <message>
        <source>Any customer, unnamed…</source>
        <translation>任一客户（不显示姓名）…</translation>
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
    <name>ProblemBar</name>
    <message>
        <source>Use “{word}”</source>
        <translation>改为“{word}”</translation>
    </message>
</context>
<context>
    <name>PromiseView</name>
    <message>
        <source>whoever calls</source>
        <translation>来电人</translation>
    </message>
    <message>
        <source>Call {name} at another time</source>
        <translation>改时间致电{name}</translation>
    </message>
    <message>
        <source>Promise to call {name}</source>
        <translation>承诺给{name}回电</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>具体内容</translation>
    </message>
    <message>
        <source>When, here</source>
        <translation>时间（本地）</translation>
    </message>
    <message>
        <source>On which number</source>
        <translation>拨哪个号码</translation>
    </message>
    <message>
        <source>Who calls</source>
        <translation>由谁致电</translation>
    </message>
    <message>
        <source>On which day</source>
        <translation>哪一天</translation>
    </message>
    <message>
        <source>I do</source>
        <translation>我来打</translation>
    </message>
    <message>
        <source>Whoever is free</source>
        <translation>谁有空谁打</translation>
    </message>
    <message>
        <source>Told the customer</source>
        <translation>已告诉客户</translation>
    </message>
    <message>
        <source>Do not promise</source>
        <translation>不承诺了</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不改了</translation>
    </message>
    <message>
        <source>Promise it</source>
        <translation>承诺回电</translation>
    </message>
    <message>
        <source>Move it</source>
        <translation>改时间</translation>
    </message>
    <message>
        <source>Keeping it</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>Ask where they are</source>
        <translation>请问客户在哪里</translation>
    </message>
    <message>
        <source>Another number</source>
        <translation>另一个号码</translation>
    </message>
    <message>
        <source>The number they gave</source>
        <translation>客户给的号码</translation>
    </message>
    <message>
        <source>Looking where they are</source>
        <translation>正在查看客户所在地</translation>
    </message>
    <message>
        <source>Write the time as 14:30, the day as 2026-06-18.</source>
        <translation>时间写作 14:30，日期写作 2026-06-18。</translation>
    </message>
    <message>
        <source>One is promised already for {when}, {name}: this is added to it.</source>
        <translation>已承诺于{when}由{name}回电：这次的内容会并进去。</translation>
    </message>
    <message>
        <source>anyone</source>
        <translation>任何人</translation>
    </message>
    <message>
        <source>“We call you back by {when}.”</source>
        <translation>“我们会在{when}前给您回电。”</translation>
    </message>
    <message>
        <source>“We call you back between {from_time} and {to_time}.”</source>
        <translation>“我们会在{from_time}至{to_time}之间给您回电。”</translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation>今天 {time}</translation>
    </message>
</context>
<context>
    <name>ProspectSection</name>
    <message>
        <source>Asked about, before they were a customer</source>
        <translation>成为客户前咨询过</translation>
    </message>
    <message>
        <source>Asked about</source>
        <translation>咨询了</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>自{day}起</translation>
    </message>
    <message>
        <source>{channel} since {day}</source>
        <translation>{channel}（{day}起）</translation>
    </message>
    <message>
        <source>May be contacted: {ways}</source>
        <translation>可联系：{ways}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Has not agreed to be contacted</source>
        <translation>未同意被联系</translation>
    </message>
    <message>
        <source>{channel} on {day}</source>
        <translation>{channel}（{day}）</translation>
    </message>
    <message>
        <source>Withdrawn: {ways}</source>
        <translation>已撤回：{ways}</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
</context>
<context>
    <name>Prospects</name>
    <message>
        <source>Accounts</source>
        <translation>账户</translation>
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
        <source>Mortgages</source>
        <translation>按揭</translation>
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
        <source>For a business</source>
        <translation>企业业务</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>By phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>By message</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>By e-mail</source>
        <translation>电邮</translation>
    </message>
    <message>
        <source>By post</source>
        <translation>邮寄</translation>
    </message>
    <message>
        <source>No name given</source>
        <translation>未留姓名</translation>
    </message>
</context>
<context>
    <name>QualityWindow</name>
    <message>
        <source>What you see is not of now. {why}</source>
        <translation>所示内容不是最新。{why}</translation>
    </message>
    <message>
        <source>Quality of calls</source>
        <translation>通话质检</translation>
    </message>
    <message>
        <source>Only calls nobody has reviewed</source>
        <translation>只看尚未评审的通话</translation>
    </message>
    <message>
        <source>Draw five by chance</source>
        <translation>随机抽取五通</translation>
    </message>
    <message>
        <source>Calls to review, the newest first</source>
        <translation>待评审通话，最新的在前</translation>
    </message>
    <message>
        <source>Reviews, the newest first</source>
        <translation>评审，最新的在前</translation>
    </message>
    <message>
        <source>Whose calls</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Of which days</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>Getting the calls</source>
        <translation>正在读取通话</translation>
    </message>
    <message>
        <source>Last {days} days</source>
        <translation>近 {days} 天</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>1 call</source>
        <translation>1 通</translation>
    </message>
    <message>
        <source>{count} calls</source>
        <translation>{count} 通</translation>
    </message>
    <message>
        <source>1 review</source>
        <translation>1 份评审</translation>
    </message>
    <message>
        <source>{count} reviews</source>
        <translation>{count} 份评审</translation>
    </message>
    <message>
        <source>All agents</source>
        <translation>全部坐席</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>评审</translation>
    </message>
    <message>
        <source>{shown} of {count}, drawn by chance</source>
        <translation>从 {count} 通中随机抽取 {shown} 通</translation>
    </message>
    <message>
        <source>No such call</source>
        <translation>没有符合条件的通话</translation>
    </message>
    <message>
        <source>No review yet</source>
        <translation>还没有评审</translation>
    </message>
    <message>
        <source>Choose more days, or all agents.</source>
        <translation>请放宽时间范围，或选择全部坐席。</translation>
    </message>
    <message>
        <source>The list cannot be read now</source>
        <translation>暂时读不到列表</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
</context>
<context>
    <name>QualityWords</name>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>已发布</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>有异议</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>已复核</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
</context>
<context>
    <name>QuestionBand</name>
    <message>
        <source>Was this a complaint?</source>
        <translation>这是投诉吗？</translation>
    </message>
    <message>
        <source>Your note says “{word}”.</source>
        <translation>记录里写了“{word}”。</translation>
    </message>
    <message>
        <source>The script came to it, and none is recorded.</source>
        <translation>话术走到了登记投诉，但还没有登记。</translation>
    </message>
    <message>
        <source>Yes, record it</source>
        <translation>是，登记投诉</translation>
    </message>
    <message>
        <source>No</source>
        <translation>不是</translation>
    </message>
</context>
<context>
    <name>QuestionField</name>
    <message>
        <source>18/6, or T for today</source>
        <translation>6月18日，或 T 表示今天</translation>
    </message>
    <message>
        <source>Abroad: +44 20 7946 0018</source>
        <translation>外地：+44 20 7946 0018</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>“{value}” is not a date. Write it as 2026-06-18, or T for today.</source>
        <translation>“{value}”不是日期。请写成 2026-06-18，今天可输入 T。</translation>
    </message>
    <message>
        <source>“{value}” is not an amount. Write it as 1286.40.</source>
        <translation>“{value}”不是金额。请写成 1286.40。</translation>
    </message>
    <message>
        <source>“{value}” is not a number. Write it as 12 or 12.5.</source>
        <translation>“{value}”不是数字。请写成 12 或 12.5。</translation>
    </message>
    <message>
        <source>“{value}” is no telephone number here. Write it with its country code: +852 9123 4567.</source>
        <translation>“{value}”不是本地电话号码。请加上国家代码：+852 9123 4567。</translation>
    </message>
    <message>
        <source>Choose a currency: {currencies}.</source>
        <translation>请选择币种：{currencies}。</translation>
    </message>
    <message>
        <source>{value} is less than {least}, the least there may be. Check with the customer.</source>
        <translation>{value} 低于下限 {least}。请与客户核对。</translation>
    </message>
    <message>
        <source>{value} is more than {most}, the most there may be. Check with the customer.</source>
        <translation>{value} 超过上限 {most}。请与客户核对。</translation>
    </message>
    <message>
        <source>{value} is before {least}, the first day there may be.</source>
        <translation>{value} 早于可选的第一天 {least}。</translation>
    </message>
    <message>
        <source>{value} is after {most}, the last day there may be.</source>
        <translation>{value} 晚于可选的最后一天 {most}。</translation>
    </message>
    <message>
        <source>{count} characters, {limit} fit. Shorten it.</source>
        <translation>共{count}个字符，最多{limit}个。请缩短。</translation>
    </message>
    <message>
        <source>“{value}” is none of the answers. Choose one.</source>
        <translation>“{value}”不在选项中，请选择一项。</translation>
    </message>
</context>
<context>
    <name>QuestionRow</name>
    <message>
        <source>fails the call</source>
        <translation>否决项</translation>
    </message>
    <message>
        <source>{text} ({fatal})</source>
        <translation>{text}（{fatal}）</translation>
    </message>
    <message>
        <source>What was said, and when</source>
        <translation>说了什么、在何时</translation>
    </message>
    <message>
        <source>Note to: {text}</source>
        <translation>备注：{text}</translation>
    </message>
    <message>
        <source>Not looked at</source>
        <translation>未评</translation>
    </message>
    <message>
        <source>Yes ({points})</source>
        <translation>是（{points} 分）</translation>
    </message>
    <message>
        <source>No (0)</source>
        <translation>否（0 分）</translation>
    </message>
    <message>
        <source>{got} of {most}</source>
        <translation>{got} / {most} 分</translation>
    </message>
    <message>
        <source>No occasion</source>
        <translation>不适用</translation>
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
    <message>
        <source>In {count} s</source>
        <translation>{count} 秒内</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>及时</translation>
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
        <source>Callbacks that are due</source>
        <translation>到时的回电</translation>
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
        <source>Live</source>
        <translation>实时</translation>
    </message>
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
        <source>Sources</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Stuck</source>
        <translation>卡住</translation>
    </message>
    <message>
        <source>Managers</source>
        <translation>经理</translation>
    </message>
    <message>
        <source>Staffing</source>
        <translation>人力</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>客户活动</translation>
    </message>
    <message>
        <source>Scripts</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质检</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>1 review or note to read</source>
        <translation>1 条评审或辅导意见待阅</translation>
    </message>
    <message>
        <source>{count} reviews or notes to read</source>
        <translation>{count} 条点评或辅导待阅</translation>
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
        <source>Outreach</source>
        <translation>待联系</translation>
    </message>
    <message>
        <source>1 customer to turn to</source>
        <translation>1位待联系客户</translation>
    </message>
    <message>
        <source>{count} customers to turn to</source>
        <translation>{count}位待联系客户</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>{count} complaints to deal with, {late} late</source>
        <translation>在办投诉 {count} 件，超时 {late} 件</translation>
    </message>
    <message>
        <source>Recents</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>知识库</translation>
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
    <name>ReachCard</name>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Start for {count} complaints</source>
        <translation>对 {count} 件投诉启用</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查看</translation>
    </message>
    <message>
        <source>Why they come under it; it stands in the history of each</source>
        <translation>适用原因，将记入每件的经过</translation>
    </message>
    <message>
        <source>Why they come under the new rules</source>
        <translation>旧件适用新规则的原因</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>starts for {count} open complaints</source>
        <translation>将对 {count} 件未结投诉开始计时</translation>
    </message>
    <message>
        <source>late at once: {count}</source>
        <translation>启用即逾期：{count} 件</translation>
    </message>
    <message>
        <source>{named} and {count} more</source>
        <translation>{named} 等，另有 {count} 件</translation>
    </message>
    <message>
        <source>Which, and until when</source>
        <translation>涉及哪些投诉及期限</translation>
    </message>
    <message>
        <source>No rule of the house is newer than them.</source>
        <translation>没有晚于这些投诉的本行规则。</translation>
    </message>
    <message>
        <source>Older complaints under new rules of the house</source>
        <translation>旧投诉适用本行新规则</translation>
    </message>
    <message>
        <source>Looking: {count} of {whole}, nothing is changed</source>
        <translation>正在查看：{count} / {whole}，未作任何更改</translation>
    </message>
    <message>
        <source>{count} of {whole} have their clocks</source>
        <translation>已启用 {count} / {whole}</translation>
    </message>
    <message>
        <source>Stopped: {count} of {whole} have their clocks. Those stay.</source>
        <translation>已停止：{count} / {whole} 已启用计时，保持不变。</translation>
    </message>
    <message>
        <source>All {whole} have their clocks.</source>
        <translation>{whole} 件均已启用计时。</translation>
    </message>
</context>
<context>
    <name>ReceivedView</name>
    <message>
        <source>A colleague</source>
        <translation>一位同事</translation>
    </message>
    <message>
        <source>{name} handed over</source>
        <translation>{name}移交</translation>
    </message>
    <message>
        <source>{name} asks you</source>
        <translation>{name}向您咨询</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Changed since you first read it</source>
        <translation>您首次阅读后有修改</translation>
    </message>
    <message>
        <source>The note is still being written</source>
        <translation>说明尚在填写</translation>
    </message>
    <message>
        <source>It shows here once it is sent.</source>
        <translation>发送后会显示在这里。</translation>
    </message>
    <message>
        <source>Came along</source>
        <translation>一并转来</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Script: {title}</source>
        <translation>话术：{title}</translation>
    </message>
    <message>
        <source>{done} of {total} steps done</source>
        <translation>{total}步完成{done}步</translation>
    </message>
    <message>
        <source>as of {time}</source>
        <translation>截至 {time}</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>What you are asked to do</source>
        <translation>请您办理</translation>
    </message>
    <message>
        <source>What the caller was promised</source>
        <translation>已向来电者承诺</translation>
    </message>
    <message>
        <source>Call notes</source>
        <translation>通话记录</translation>
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
    <name>RecordingMark</name>
    <message>
        <source>Still recording</source>
        <translation>仍在录音</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录音中</translation>
    </message>
    <message>
        <source>Not recorded: refused</source>
        <translation>未录音：客户拒绝</translation>
    </message>
    <message>
        <source>Recording stopped</source>
        <translation>录音已停止</translation>
    </message>
    <message>
        <source>Paused: not recorded</source>
        <translation>已暂停：未在录音</translation>
    </message>
    <message>
        <source>Recording starts</source>
        <translation>即将录音</translation>
    </message>
    <message>
        <source>NOT paused</source>
        <translation>录音未暂停</translation>
    </message>
    <message>
        <source>NOT stopped</source>
        <translation>录音未停止</translation>
    </message>
    <message>
        <source>NOT recording</source>
        <translation>没有在录音</translation>
    </message>
    <message>
        <source>NOT resumed</source>
        <translation>录音未恢复</translation>
    </message>
    <message>
        <source>What is said is still recorded</source>
        <translation>通话内容仍在录音</translation>
    </message>
    <message>
        <source>Nothing is being recorded</source>
        <translation>目前没有录音</translation>
    </message>
    <message>
        <source>Still paused</source>
        <translation>仍在暂停</translation>
    </message>
    <message>
        <source>Recording paused</source>
        <translation>录音已暂停</translation>
    </message>
</context>
<context>
    <name>Recordings</name>
    <message>
        <source>Quality</source>
        <translation>质检</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Dispute</source>
        <translation>争议</translation>
    </message>
    <message>
        <source>Customer asks</source>
        <translation>客户要求</translation>
    </message>
    <message>
        <source>Own notes</source>
        <translation>补记内容</translation>
    </message>
    <message>
        <source>Kept: legal hold</source>
        <translation>依法保留</translation>
    </message>
    <message>
        <source>Being recorded</source>
        <translation>正在录音</translation>
    </message>
    <message>
        <source>Being fetched from the telephone system</source>
        <translation>正从电话系统取回</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>The telephone system has no sound of it</source>
        <translation>电话系统中没有声音</translation>
    </message>
    <message>
        <source>Not kept: the caller refused</source>
        <translation>未保存：来电者拒绝</translation>
    </message>
    <message>
        <source>Removed: its time was over</source>
        <translation>已删除：保存期满</translation>
    </message>
    <message>
        <source>with consent</source>
        <translation>经同意</translation>
    </message>
    <message>
        <source>required by law</source>
        <translation>法规要求</translation>
    </message>
    <message>
        <source>for the contract</source>
        <translation>履行合同</translation>
    </message>
    <message>
        <source>legitimate interest</source>
        <translation>正当利益</translation>
    </message>
</context>
<context>
    <name>RecordingsView</name>
    <message>
        <source>Recordings of this call</source>
        <translation>这通电话的录音</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Choose first why you listen. It is kept with each play.</source>
        <translation>请先选择收听原因，每次播放都会记录。</translation>
    </message>
    <message>
        <source>Why do you listen? It is kept with each play.</source>
        <translation>为什么收听？每次播放都会记录。</translation>
    </message>
    <message>
        <source>This computer has no sound device. Plug one in, then play again.</source>
        <translation>这台电脑没有声音设备。接上后再播放。</translation>
    </message>
    <message>
        <source>This recording cannot be played here. Tell whoever looks after the server.</source>
        <translation>这段录音在此无法播放，请告知服务器管理员。</translation>
    </message>
    <message>
        <source>Looking for recordings</source>
        <translation>正在查找录音</translation>
    </message>
    <message>
        <source>Nothing was recorded of this contact.</source>
        <translation>这次联系没有录音。</translation>
    </message>
    <message>
        <source>You may not play these, or there is nothing to play.</source>
        <translation>您无权播放，或没有可播放的内容。</translation>
    </message>
    <message>
        <source>announced</source>
        <translation>已告知</translation>
    </message>
    <message>
        <source>not announced</source>
        <translation>未告知</translation>
    </message>
    <message>
        <source>Getting it</source>
        <translation>取回中</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
</context>
<context>
    <name>RedressCard</name>
    <message>
        <source>Propose redress</source>
        <translation>提出补偿</translation>
    </message>
    <message>
        <source>Nothing is decided yet. Before it is closed, say what is given, or that it is nothing.</source>
        <translation>还没有决定。办结之前请注明补偿，或注明不予补偿。</translation>
    </message>
    <message>
        <source>Redress</source>
        <translation>补偿</translation>
    </message>
    <message>
        <source>proposed by {name}, {time}</source>
        <translation>{name} 提出，{time}</translation>
    </message>
    <message>
        <source>decided by {name}, {time}</source>
        <translation>{name} 决定，{time}</translation>
    </message>
    <message>
        <source>Whoever approves it needs a limit of {amount}.</source>
        <translation>批准人的权限须达到 {amount}。</translation>
    </message>
    <message>
        <source>Waits for approval</source>
        <translation>待批准</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>未批准</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已支付</translation>
    </message>
</context>
<context>
    <name>RefuseRecording</name>
    <message>
        <source>The caller does not want to be recorded?</source>
        <translation>来电者不同意录音？</translation>
    </message>
    <message>
        <source>Recording stops for the whole call. What was recorded is deleted and cannot be got back.</source>
        <translation>整通电话将停止录音，已录内容会被删除，无法恢复。</translation>
    </message>
    <message>
        <source>Stop and delete</source>
        <translation>停止并删除</translation>
    </message>
    <message>
        <source>Go on recording</source>
        <translation>继续录音</translation>
    </message>
</context>
<context>
    <name>RefusedTable</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Why it was refused</source>
        <translation>拒绝原因</translation>
    </message>
</context>
<context>
    <name>RelatedRow</name>
    <message>
        <source>{product} and {count} more</source>
        <translation>{product} 等，另有 {count} 项</translation>
    </message>
    <message>
        <source>joint owner</source>
        <translation>联名持有人</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>持有人</translation>
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
    <name>RelationshipPanel</name>
    <message>
        <source>Relationship</source>
        <translation>客户关系</translation>
    </message>
    <message>
        <source>Customer since {month}</source>
        <translation>{month}起为客户</translation>
    </message>
    <message>
        <source>No relationship manager</source>
        <translation>没有客户经理</translation>
    </message>
    <message>
        <source>Nobody looks after this customer alone.</source>
        <translation>没有专人负责这位客户。</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>客户经理</translation>
    </message>
    <message>
        <source>since {month}</source>
        <translation>{month}起</translation>
    </message>
    <message>
        <source>Shares products with</source>
        <translation>共用产品的人</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Reading who else is on the products</source>
        <translation>正在读取还有谁共用产品</translation>
    </message>
    <message>
        <source>Nobody else</source>
        <translation>没有其他人</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>未读取</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 人</translation>
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
    <name>Reports</name>
    <message>
        <source>What it is of</source>
        <translation>统计对象</translation>
    </message>
    <message>
        <source>Which days</source>
        <translation>统计日期</translation>
    </message>
    <message>
        <source>How the time is divided</source>
        <translation>时间划分</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>起始日</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>截止日</translation>
    </message>
    <message>
        <source>Calls of which queues</source>
        <translation>哪些队列的来电</translation>
    </message>
    <message>
        <source>Of which teams</source>
        <translation>哪些团队</translation>
    </message>
    <message>
        <source>Of which agents</source>
        <translation>哪些坐席</translation>
    </message>
    <message>
        <source>Choose in the calendar</source>
        <translation>在日历中选择</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>正在统计</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Not counted</source>
        <translation>不计入</translation>
    </message>
    <message>
        <source>The kept report says {shown}, and stays so. Counted now it is {now}.</source>
        <translation>存档报表中为 {shown}，不会改变。现在统计为 {now}。</translation>
    </message>
    <message>
        <source>The table says {shown}. Counted now it is {now}.</source>
        <translation>表中为 {shown}，现在统计为 {now}。</translation>
    </message>
    <message>
        <source>{queue}: T = {seconds} s, S = {short} s, target {percent} %, in force since {day}</source>
        <translation>{queue}：T = {seconds} 秒，S = {short} 秒，目标 {percent} %，自{day}起生效</translation>
    </message>
    <message>
        <source>Every queue</source>
        <translation>所有队列</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>达标</translation>
    </message>
    <message>
        <source>What was counted</source>
        <translation>计入的明细</translation>
    </message>
    <message>
        <source>Show what was counted</source>
        <translation>查看计入的明细</translation>
    </message>
    <message>
        <source>More: {shown} of {total}</source>
        <translation>更多：已显示 {shown} / {total}</translation>
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
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>{name}, the last {count}</source>
        <translation>{name}（最近 {count} 项）</translation>
    </message>
    <message>
        <source>{name}, the {count} highest</source>
        <translation>{name}（最高 {count} 项）</translation>
    </message>
    <message>
        <source>Keep this report</source>
        <translation>存档此报表</translation>
    </message>
    <message>
        <source>The table is counted once more and kept as it is. It never changes by itself.</source>
        <translation>将重新统计一次并原样存档，此后不会自行改变。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>存档</translation>
    </message>
    <message>
        <source>Save this question</source>
        <translation>保存此查询</translation>
    </message>
    <message>
        <source>It is counted anew each time it is opened. One of yours of this name is changed.</source>
        <translation>每次打开时重新统计。您已有的同名查询会被更新。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Others of the same rights may open it</source>
        <translation>允许同等权限的人打开</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>请填写名称。</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>不放入文件夹</translation>
    </message>
    <message>
        <source>Have a report made by itself</source>
        <translation>定时生成报表</translation>
    </message>
    <message>
        <source>Times are the bank&apos;s. One that was missed is made once, late, for its last day.</source>
        <translation>时间以本行时区为准。错过的会补做一次，统计最近一期。</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Which saved report</source>
        <translation>哪份已保存报表</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>频率</translation>
    </message>
    <message>
        <source>At</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Into which folder</source>
        <translation>放入哪个文件夹</translation>
    </message>
    <message>
        <source>To which e-mail addresses, with commas between them</source>
        <translation>发送到哪些邮箱（用逗号分隔）</translation>
    </message>
    <message>
        <source>The settings of the server name no mail server.</source>
        <translation>服务器未配置邮件服务。</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>设定</translation>
    </message>
    <message>
        <source>Enter a time, as 07:30.</source>
        <translation>请填写时刻，例如 07:30。</translation>
    </message>
    <message>
        <source>Save a report first.</source>
        <translation>请先保存一份报表。</translation>
    </message>
    <message>
        <source>Say where it is to go: a folder, or an e-mail address.</source>
        <translation>请指定去向：文件夹或邮箱。</translation>
    </message>
    <message>
        <source>Enter 20 addresses at most.</source>
        <translation>最多填写 20 个邮箱。</translation>
    </message>
    <message>
        <source>These lists are not of now. {why}</source>
        <translation>列表不是最新的。{why}</translation>
    </message>
    <message>
        <source>Getting the lists</source>
        <translation>正在读取列表</translation>
    </message>
    <message>
        <source>Add a schedule</source>
        <translation>添加定时任务</translation>
    </message>
    <message>
        <source>Saved, kept and scheduled reports</source>
        <translation>已保存、已存档和定时报表</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>已存档</translation>
    </message>
    <message>
        <source>Scheduled</source>
        <translation>定时</translation>
    </message>
    <message>
        <source>No saved report</source>
        <translation>没有已保存的报表</translation>
    </message>
    <message>
        <source>Save a question that you ask again.</source>
        <translation>常用的查询可以保存下来。</translation>
    </message>
    <message>
        <source>No kept report</source>
        <translation>没有存档的报表</translation>
    </message>
    <message>
        <source>Keep a table that is to stay as it is.</source>
        <translation>需要原样保留的报表可以存档。</translation>
    </message>
    <message>
        <source>Nothing is made by itself</source>
        <translation>没有定时任务</translation>
    </message>
    <message>
        <source>Add a schedule to have a report made and sent.</source>
        <translation>添加定时任务，自动生成并发送报表。</translation>
    </message>
    <message>
        <source>The list cannot be read now</source>
        <translation>暂时无法读取列表</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>已共享</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Share no longer</source>
        <translation>取消共享</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>共享</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>By {name}, {when}</source>
        <translation>{name}，{when}</translation>
    </message>
    <message>
        <source>Made by {name}, {when}</source>
        <translation>由 {name} 生成，{when}</translation>
    </message>
    <message>
        <source>Sent to {places}</source>
        <translation>已送达 {places}</translation>
    </message>
    <message>
        <source>{cadence} at {at}, as {kind}, to {places}</source>
        <translation>{cadence} {at}，{kind} 文件，送至 {places}</translation>
    </message>
    <message>
        <source>Next: {when}</source>
        <translation>下次：{when}</translation>
    </message>
    <message>
        <source>It was not made yet.</source>
        <translation>尚未生成过。</translation>
    </message>
    <message>
        <source>Made last: {when}</source>
        <translation>上次生成：{when}</translation>
    </message>
    <message>
        <source>The report is kept.</source>
        <translation>报表已存档。</translation>
    </message>
    <message>
        <source>The question is saved.</source>
        <translation>查询已保存。</translation>
    </message>
    <message>
        <source>It is removed.</source>
        <translation>已删除。</translation>
    </message>
    <message>
        <source>The schedule is set up.</source>
        <translation>定时任务已设定。</translation>
    </message>
    <message>
        <source>It is paused.</source>
        <translation>已暂停。</translation>
    </message>
    <message>
        <source>It goes on.</source>
        <translation>已继续。</translation>
    </message>
    <message>
        <source>All together</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>“{name}”, as it was counted {when}. It does not change.</source>
        <translation>“{name}”，{when}统计时的原样，不会改变。</translation>
    </message>
    <message>
        <source>Count anew</source>
        <translation>重新统计</translation>
    </message>
    <message>
        <source>report</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>service report {month}</source>
        <translation>服务月报 {month}</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>My figures</source>
        <translation>我的数据</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>As a file</source>
        <translation>导出文件</translation>
    </message>
    <message>
        <source>Monthly report</source>
        <translation>服务月报</translation>
    </message>
    <message>
        <source>The figures</source>
        <translation>统计数据</translation>
    </message>
    <message>
        <source>Enter or a double click on a figure or a bar says how it was counted, and of what.</source>
        <translation>在数字或柱形上按回车键或双击，可查看统计口径与明细。</translation>
    </message>
    <message>
        <source>{title}, {days}. As of {when}, times of {zone}.</source>
        <translation>{title}，{days}。统计于{when}，时区 {zone}。</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>重新统计</translation>
    </message>
    <message>
        <source>The report cannot be counted now</source>
        <translation>暂时无法统计</translation>
    </message>
    <message>
        <source>There is nothing that you may ask for</source>
        <translation>您没有可查询的内容</translation>
    </message>
    <message>
        <source>Nothing is counted yet</source>
        <translation>尚未统计</translation>
    </message>
    <message>
        <source>Nothing to count in this time</source>
        <translation>该时段没有数据</translation>
    </message>
    <message>
        <source>Choose other days, or narrow it less.</source>
        <translation>请选择其他日期，或放宽筛选条件。</translation>
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
        <source>Last business day</source>
        <translation>上一工作日</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>上周</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>上月</translation>
    </message>
    <message>
        <source>From day to day</source>
        <translation>自定日期</translation>
    </message>
    <message>
        <source>The whole time</source>
        <translation>整段时间</translation>
    </message>
    <message>
        <source>By 15 minutes</source>
        <translation>每 15 分钟</translation>
    </message>
    <message>
        <source>By 30 minutes</source>
        <translation>每 30 分钟</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>按日</translation>
    </message>
    <message>
        <source>By week</source>
        <translation>按周</translation>
    </message>
    <message>
        <source>By month</source>
        <translation>按月</translation>
    </message>
    <message>
        <source>{count} queues</source>
        <translation>{count} 个队列</translation>
    </message>
    <message>
        <source>{count} teams</source>
        <translation>{count} 个团队</translation>
    </message>
    <message>
        <source>{count} agents</source>
        <translation>{count} 位坐席</translation>
    </message>
    <message>
        <source>All queues</source>
        <translation>全部队列</translation>
    </message>
    <message>
        <source>All teams</source>
        <translation>全部团队</translation>
    </message>
    <message>
        <source>All agents</source>
        <translation>全部坐席</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Enter two days, the first not after the last, as 2026-12-25.</source>
        <translation>请填写两个日期（如 2026-12-25），起始日不晚于截止日。</translation>
    </message>
    <message>
        <source>A report is of 1,100 days at most. Choose a later first day.</source>
        <translation>报表最多统计 1,100 天，请选择较晚的起始日。</translation>
    </message>
    <message>
        <source>By 15 or 30 minutes a report is of 62 days at most. Choose days, or less time.</source>
        <translation>按 15 或 30 分钟划分时最多统计 62 天，请改为按日或缩短时间。</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>On business days</source>
        <translation>每个工作日</translation>
    </message>
    <message>
        <source>On Mondays</source>
        <translation>每周一</translation>
    </message>
    <message>
        <source>On the first of the month</source>
        <translation>每月一日</translation>
    </message>
    <message>
        <source>Saved report</source>
        <translation>已保存报表</translation>
    </message>
    <message>
        <source>Monthly service report (PDF)</source>
        <translation>服务月报（PDF）</translation>
    </message>
    <message>
        <source>Excel file</source>
        <translation>Excel 文件</translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation>CSV 文件</translation>
    </message>
    <message>
        <source>PDF file</source>
        <translation>PDF 文件</translation>
    </message>
    <message>
        <source>The e-mail may have gone out or not. Ask who should have it before it is sent again.</source>
        <translation>无法确定邮件是否已发出。重发之前请先向收件人确认。</translation>
    </message>
    <message>
        <source>The e-mail was not sent. The mail server did not take it.</source>
        <translation>邮件未发出，邮件服务器没有接收。</translation>
    </message>
    <message>
        <source>The folder cannot be written to.</source>
        <translation>无法写入该文件夹。</translation>
    </message>
    <message>
        <source>The settings of the server no longer name the folder.</source>
        <translation>服务器设置中已没有该文件夹。</translation>
    </message>
    <message>
        <source>The saved report is gone.</source>
        <translation>已保存的报表已不存在。</translation>
    </message>
    <message>
        <source>Whoever set it up has no account any more.</source>
        <translation>设定者的账号已不存在。</translation>
    </message>
    <message>
        <source>It was not made: {code}.</source>
        <translation>未能生成：{code}。</translation>
    </message>
    <message>
        <source>min</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>of 5</source>
        <translation>满分 5</translation>
    </message>
    <message>
        <source>Week of {day}</source>
        <translation>{day}当周</translation>
    </message>
</context>
<context>
    <name>ReviewCard</name>
    <message>
        <source>Listen</source>
        <translation>听录音</translation>
    </message>
    <message>
        <source>Review this call</source>
        <translation>评审这通电话</translation>
    </message>
    <message>
        <source>What the agent reads first</source>
        <translation>总评（坐席首先看到）</translation>
    </message>
    <message>
        <source>Coaching note to the agent</source>
        <translation>给坐席的辅导意见</translation>
    </message>
    <message>
        <source>Send the note</source>
        <translation>发送辅导意见</translation>
    </message>
    <message>
        <source>Publish to the agent</source>
        <translation>发布给坐席</translation>
    </message>
    <message>
        <source>Settle</source>
        <translation>复核结案</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Why; the agent reads it</source>
        <translation>理由（坐席可见）</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Scorecard</source>
        <translation>评分表</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>回顾日期</translation>
    </message>
    <message>
        <source>1 question not looked at yet</source>
        <translation>还有 1 题未评</translation>
    </message>
    <message>
        <source>{count} questions not looked at yet</source>
        <translation>还有 {count} 题未评</translation>
    </message>
    <message>
        <source>No day to look again</source>
        <translation>不约定回顾</translation>
    </message>
    <message>
        <source>Calibrate with others</source>
        <translation>与他人校准</translation>
    </message>
    <message>
        <source>Look again in {days} days</source>
        <translation>{days} 天后回顾</translation>
    </message>
    <message>
        <source>{agent}, call of {when}</source>
        <translation>{agent}，{when} 的通话</translation>
    </message>
    <message>
        <source>{form} · {state} · reviewed by {name}</source>
        <translation>{form} · {state} · 评审人 {name}</translation>
    </message>
    <message>
        <source>Nothing is chosen</source>
        <translation>尚未选择</translation>
    </message>
    <message>
        <source>Choose a call at the left, or draw some by chance: nobody picks the calls that suit.</source>
        <translation>请在左侧选择一通电话，或随机抽取：避免人为挑选。</translation>
    </message>
    <message>
        <source>This call is not under review by you</source>
        <translation>您尚未评审这通电话</translation>
    </message>
    <message>
        <source>The agent sees a review only once you publish it.</source>
        <translation>发布之后坐席才会看到。</translation>
    </message>
    <message>
        <source>Fails: something that must not be missed got nothing</source>
        <translation>不合格：否决项未得分</translation>
    </message>
    <message>
        <source>Passes (from {percent} %)</source>
        <translation>合格（{percent} 分以上）</translation>
    </message>
    <message>
        <source>Does not pass (from {percent} %)</source>
        <translation>不合格（{percent} 分合格）</translation>
    </message>
    <message>
        <source>{words} · being kept</source>
        <translation>{words} · 正在保存</translation>
    </message>
    <message>
        <source>Published. The agent sees it now.</source>
        <translation>已发布，坐席现在可以看到。</translation>
    </message>
    <message>
        <source>Settled. The agent sees what you said.</source>
        <translation>已复核，坐席可以看到您的说明。</translation>
    </message>
    <message>
        <source>Withdrawn. It counts nowhere.</source>
        <translation>已撤回，不计入任何统计。</translation>
    </message>
    <message>
        <source>The note was sent to the agent.</source>
        <translation>辅导意见已发给坐席。</translation>
    </message>
    <message>
        <source>The agent says: {words}</source>
        <translation>坐席意见：{words}</translation>
    </message>
</context>
<context>
    <name>ReviewTable</name>
    <message>
        <source>Call</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>评审人</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
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
        <source>Accounts of a customer</source>
        <translation>客户的账户</translation>
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
        <source>An administrator runs: agent-desktop consolidate, or sets consolidation.nightly_at</source>
        <translation>请管理员运行：agent-desktop consolidate，或设置 consolidation.nightly_at</translation>
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
        <source>Of 100 choices between a caller and a callback, for the callback</source>
        <translation>来电与回电之间每 100 次选择中归回电的次数</translation>
    </message>
    <message>
        <source>Likewise once its promised time is over</source>
        <translation>过了约定时间之后的次数</translation>
    </message>
    <message>
        <source>An agent may look at one for (seconds)</source>
        <translation>坐席可预览的时间（秒）</translation>
    </message>
    <message>
        <source>Time zone (empty: the bank&apos;s own)</source>
        <translation>时区（空：本行时区）</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>Single days</source>
        <translation>特殊日期</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
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
        <source>Number customers see</source>
        <translation>客户看到的号码</translation>
    </message>
    <message>
        <source>Who serves these may use it (none: everybody)</source>
        <translation>服务这些队列的人可用（不选：所有人）</translation>
    </message>
    <message>
        <source>Seconds a call takes, until more is known</source>
        <translation>一通电话的时长（秒），在有数据之前</translation>
    </message>
    <message>
        <source>Proposed minutes (5, 10, 15)</source>
        <translation>建议时长（分钟：5, 10, 15）</translation>
    </message>
    <message>
        <source>Retired: no longer offered</source>
        <translation>停用：不再供选择</translation>
    </message>
    <message>
        <source>It promises a callback</source>
        <translation>承诺回电</translation>
    </message>
    <message>
        <source>Ends once better by</source>
        <translation>好转多少才解除</translation>
    </message>
    <message>
        <source>Least calls or callers</source>
        <translation>最少通话数或等候人数</translation>
    </message>
    <message>
        <source>Lies in the group</source>
        <translation>所属分组</translation>
    </message>
    <message>
        <source>Of a shift plan it counts as</source>
        <translation>在排班中算作</translation>
    </message>
    <message>
        <source>What is measured</source>
        <translation>衡量内容</translation>
    </message>
    <message>
        <source>Points under the queue&apos;s own target (service level)</source>
        <translation>按低于队列自身目标的百分点计（服务水平）</translation>
    </message>
    <message>
        <source>Warn past (empty: never)</source>
        <translation>超过即提醒（空：不提醒）</translation>
    </message>
    <message>
        <source>Act past (empty: never)</source>
        <translation>超过须处理（空：无）</translation>
    </message>
    <message>
        <source>Counted over the last (seconds)</source>
        <translation>统计最近（秒）</translation>
    </message>
    <message>
        <source>Raised after (seconds) past it</source>
        <translation>持续超过（秒）后发出</translation>
    </message>
    <message>
        <source>Ends after (seconds) better</source>
        <translation>持续好转（秒）后解除</translation>
    </message>
    <message>
        <source>from</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>to</source>
        <translation>结束</translation>
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
        <source>as its weekday</source>
        <translation>按星期几</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>关闭</translation>
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
    <message>
        <source>Languages, in their order</source>
        <translation>语言（按顺序）</translation>
    </message>
    <message>
        <source>Silence counts after (seconds)</source>
        <translation>沉默多久算未选择（秒）</translation>
    </message>
    <message>
        <source>A step is played so often</source>
        <translation>每一步最多播放次数</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Agents read, in English</source>
        <translation>坐席看到的英文</translation>
    </message>
    <message>
        <source>Agents read, in Chinese</source>
        <translation>坐席看到的中文</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Every (seconds)</source>
        <translation>间隔（秒）</translation>
    </message>
    <message>
        <source>After (seconds)</source>
        <translation>等候多久后（秒）</translation>
    </message>
    <message>
        <source>Fewest digits</source>
        <translation>最少位数</translation>
    </message>
    <message>
        <source>Most digits</source>
        <translation>最多位数</translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>转到</translation>
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
        <source>English</source>
        <translation>英语</translation>
    </message>
    <message>
        <source>None: the text is spoken</source>
        <translation>无：朗读文字</translation>
    </message>
    <message>
        <source>Recording, {language}</source>
        <translation>录音（{language}）</translation>
    </message>
    <message>
        <source>Language from here on</source>
        <translation>此后的语言</translation>
    </message>
</context>
<context>
    <name>RoutingNotices</name>
    <message>
        <source>config.yaml says something else. It does not count any more: what is here does.</source>
        <translation>config.yaml 的内容不同，但已不再生效：以这里为准。</translation>
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
        <source>Only to look at</source>
        <translation>仅供查看</translation>
    </message>
</context>
<context>
    <name>Rules</name>
    <message>
        <source>Counts today: {what}</source>
        <translation>当前口径：{what}</translation>
    </message>
    <message>
        <source>Counts today: {what}. It has none of its own: this is that of all other queues.</source>
        <translation>当前口径：{what}。该队列没有自己的口径，采用其余队列的口径。</translation>
    </message>
    <message>
        <source>How the calls of each queue are counted. A definition counts from a day on and is never changed: old reports stay as they were. ● has one of its own.</source>
        <translation>各队列来电的统计口径。口径自某日起生效，不会更改：已有报表保持不变。● 表示有自己的口径。</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>新增分组</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>The file of the settings says something else. It does not count any more.</source>
        <translation>设置文件的内容不同，但已不再生效。</translation>
    </message>
    <message>
        <source> (retired)</source>
        <translation>（停用）</translation>
    </message>
    <message>
        <source>Only at, such as 09:00-18:00</source>
        <translation>仅限时段，例如 09:00-18:00</translation>
    </message>
    <message>
        <source>Service level of a queue, percent (lower is worse)</source>
        <translation>队列服务水平，百分比（越低越差）</translation>
    </message>
    <message>
        <source>Longest wait in a queue, seconds</source>
        <translation>队列最长等待，秒</translation>
    </message>
    <message>
        <source>Callers wait and nobody is at work, seconds</source>
        <translation>有客户等候而无人当班，秒</translation>
    </message>
    <message>
        <source>An agent&apos;s call, seconds</source>
        <translation>坐席通话时长，秒</translation>
    </message>
    <message>
        <source>A caller on hold, seconds</source>
        <translation>客户被保持的时长，秒</translation>
    </message>
    <message>
        <source>Wrap-up past its time, seconds</source>
        <translation>话后处理超时，秒</translation>
    </message>
    <message>
        <source>Callbacks past their promised time</source>
        <translation>已过承诺时间的回电数</translation>
    </message>
    <message>
        <source>A complaint&apos;s time that has run, percent</source>
        <translation>投诉时限已用比例，百分比</translation>
    </message>
    <message>
        <source>Orders that the carrier did not do</source>
        <translation>运营商未执行的指令数</translation>
    </message>
    <message>
        <source>An agent&apos;s call for help waits, seconds</source>
        <translation>坐席求助等待，秒</translation>
    </message>
    <message>
        <source>Callers of a queue who gave up, percent</source>
        <translation>队列中放弃等候的来电，百分比</translation>
    </message>
    <message>
        <source>Agents of a queue are busy, percent of their time</source>
        <translation>队列坐席忙碌，占其时间的百分比</translation>
    </message>
    <message>
        <source>Not ready past the end that was said, seconds</source>
        <translation>未就绪超过预定结束时间，秒</translation>
    </message>
    <message>
        <source>As its code says</source>
        <translation>按其代码</translation>
    </message>
    <message>
        <source>Nothing of it</source>
        <translation>不算作任何一项</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>小休</translation>
    </message>
    <message>
        <source>Meal</source>
        <translation>用餐</translation>
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
        <source>Only these queues (none: all)</source>
        <translation>仅限这些队列（不选：全部）</translation>
    </message>
    <message>
        <source>What agents choose from in wrap-up. A code stays in the records: one that was used is retired.</source>
        <translation>坐席在话后处理时的选项。代码会留在记录中：用过的代码只能停用。</translation>
    </message>
    <message>
        <source>Why agents may be not ready, and for how many minutes the desktop proposes it.</source>
        <translation>坐席未就绪的可选原因，以及桌面建议的分钟数。</translation>
    </message>
    <message>
        <source>From which figures on supervisors are told, the board is coloured, and agents&apos; own timers turn: “warn” asks to look, “act” to do something.</source>
        <translation>达到哪些数值时通知主管、看板变色、坐席自己的计时变色：“提醒”请查看，“处理”须采取行动。</translation>
    </message>
    <message>
        <source>{queue}: counted so from {day} on. Days before stay as they were counted.</source>
        <translation>{queue}：自 {day} 起按此统计，之前的日期保持原口径。</translation>
    </message>
    <message>
        <source>Counted as</source>
        <translation>统计方式</translation>
    </message>
    <message>
        <source>T: answered within (seconds)</source>
        <translation>T：接通时限（秒）</translation>
    </message>
    <message>
        <source>S: abandoned sooner is short (seconds)</source>
        <translation>S：短时放弃（秒）</translation>
    </message>
    <message>
        <source>Target (percent)</source>
        <translation>目标（百分比）</translation>
    </message>
    <message>
        <source>From this day on (such as 2026-06-18)</source>
        <translation>自此日起（例如 2026-06-18）</translation>
    </message>
    <message>
        <source>This day is over and stays as it was counted. Take {day} or later.</source>
        <translation>这一天已过，保持原口径。请填 {day} 或之后。</translation>
    </message>
    <message>
        <source>Write a day, such as {day}.</source>
        <translation>请填写日期，例如 {day}。</translation>
    </message>
    <message>
        <source>A whole number: T 1 to 3600, S 0 to 600, target 1 to 100.</source>
        <translation>请填整数：T 为 1 至 3600，S 为 0 至 600，目标为 1 至 100。</translation>
    </message>
    <message>
        <source>S must not be longer than T.</source>
        <translation>S 不能大于 T。</translation>
    </message>
    <message>
        <source>from {day}: {variant}, T {t} s, S {s} s, target {target} %</source>
        <translation>自 {day} 起：{variant}，T {t} 秒，S {s} 秒，目标 {target} %</translation>
    </message>
    <message>
        <source>In another order</source>
        <translation>顺序已更改</translation>
    </message>
</context>
<context>
    <name>SatisfactionCard</name>
    <message>
        <source>did not come</source>
        <translation>未能获取</translation>
    </message>
    <message>
        <source>no survey answered</source>
        <translation>无问卷答复</translation>
    </message>
    <message>
        <source>of 5 · expected: {mean}</source>
        <translation>/ 5 · 期望值：{mean}</translation>
    </message>
    <message>
        <source>of 5 · {gap} to expected</source>
        <translation>/ 5 · 较期望 {gap}</translation>
    </message>
    <message>
        <source>{day}: {mean}</source>
        <translation>{day}：{mean}</translation>
    </message>
    <message>
        <source>Satisfaction</source>
        <translation>满意度</translation>
    </message>
    <message>
        <source>Loss risk {risk}</source>
        <translation>流失风险 {risk}</translation>
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
    <name>ScriptCommands</name>
    <message>
        <source>Suggested script: {title}</source>
        <translation>推荐话术：{title}</translation>
    </message>
    <message>
        <source>Script: {title}</source>
        <translation>话术：{title}</translation>
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
    <message>
        <source>about {count} min left</source>
        <translation>约剩 {count} 分钟</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃草稿</translation>
    </message>
    <message>
        <source>Retire</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Write on</source>
        <translation>继续撰写</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Send for review</source>
        <translation>送审</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Roll back to it</source>
        <translation>恢复到此版</translation>
    </message>
    <message>
        <source>Back to the draft</source>
        <translation>返回草稿</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>采用对方的</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留我的</translation>
    </message>
    <message>
        <source>Put the text right first.</source>
        <translation>请先改正文字。</translation>
    </message>
    <message>
        <source>See at the right what is left to do.</source>
        <translation>还需完成的事项见右侧。</translation>
    </message>
    <message>
        <source>What you typed and was not sent yet is here again.</source>
        <translation>上次输入但未上传的内容已恢复。</translation>
    </message>
    <message>
        <source>{who} asks for a review. Whoever wrote it cannot publish it.</source>
        <translation>{who}请求审核。撰写人不能自行发布。</translation>
    </message>
    <message>
        <source>It was sent back: {why}</source>
        <translation>已被退回：{why}</translation>
    </message>
    <message>
        <source>An earlier version, to look at.</source>
        <translation>较早的版本，仅供查看。</translation>
    </message>
    <message>
        <source>Only to look at: authors write scripts.</source>
        <translation>仅供查看：脚本由撰写人编写。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>其他人</translation>
    </message>
    <message>
        <source>{who} has saved this draft meanwhile. Your text is kept on this computer.</source>
        <translation>{who}刚保存了这份草稿。您的文字已存于本机。</translation>
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
        <source>Both</source>
        <translation>双语</translation>
    </message>
    <message>
        <source>Show what to say in both languages</source>
        <translation>同时显示两种语言的话术</translation>
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
        <source>Next opens once the check is passed, or you say that you could not verify.</source>
        <translation>核实通过，或确认无法核实后，才能继续。</translation>
    </message>
    <message>
        <source>Next opens once this is done: {action}.</source>
        <translation>完成“{action}”后才能继续。</translation>
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
    <name>SegmentsAnswer</name>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
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
        <source>Listen to the agent’s call</source>
        <translation>监听坐席的通话</translation>
    </message>
    <message>
        <source>Whisper: talk to the agent alone</source>
        <translation>耳语：只对坐席说</translation>
    </message>
    <message>
        <source>Barge: talk in the agent’s call</source>
        <translation>介入：加入坐席的通话</translation>
    </message>
    <message>
        <source>Other half, where there is no room for both</source>
        <translation>放不下时切换另一半</translation>
    </message>
    <message>
        <source>Next panel; full screen for the wall</source>
        <translation>下一面板；全屏大屏显示</translation>
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
    <message>
        <source>Complaints</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Live board</source>
        <translation>实时看板</translation>
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
    <name>SkillsPage</name>
    <message>
        <source>Skills</source>
        <translation>技能</translation>
    </message>
    <message>
        <source>What agents can, from level 1 to 5, and what queues need. Who can what is said under Agents.</source>
        <translation>坐席能做什么（1 至 5 级），以及队列需要什么。谁会什么在“坐席”中设定。</translation>
    </message>
    <message>
        <source>Add a skill</source>
        <translation>添加技能</translation>
    </message>
    <message>
        <source>{queue} from level {level}</source>
        <translation>{queue}（{level} 级起）</translation>
    </message>
    <message>
        <source>1 agent has it</source>
        <translation>1 名坐席具备</translation>
    </message>
    <message>
        <source>{count} agents have it</source>
        <translation>{count} 名坐席具备</translation>
    </message>
    <message>
        <source>needed by {queues}</source>
        <translation>需要的队列：{queues}</translation>
    </message>
</context>
<context>
    <name>SmallForm</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>这一项必填。</translation>
    </message>
    <message>
        <source>{count} characters; {limit} fit.</source>
        <translation>{count} 个字，最多 {limit} 个。</translation>
    </message>
    <message>
        <source>Choose one of the colleagues that are found.</source>
        <translation>请从找到的同事中选择一位。</translation>
    </message>
    <message>
        <source>{text} is no day. Write it as 2026-06-18.</source>
        <translation>{text} 不是日期。请写成 2026-06-18。</translation>
    </message>
    <message>
        <source>{text} is no amount. Write it as 1286.40.</source>
        <translation>{text} 不是金额。请写成 1286.40。</translation>
    </message>
</context>
<context>
    <name>SoFarView</name>
    <message>
        <source>This call so far</source>
        <translation>本次通话经过</translation>
    </message>
    <message>
        <source>Nothing is noted yet</source>
        <translation>暂无记录</translation>
    </message>
    <message>
        <source>Tell the caller when you come back</source>
        <translation>回到通话时告诉来电者</translation>
    </message>
    <message>
        <source>Said who takes over</source>
        <translation>已说明由谁接手</translation>
    </message>
    <message>
        <source>“{words}”</source>
        <translation>“{words}”</translation>
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
    <name>SourceTable</name>
    <message>
        <source>Source system</source>
        <translation>来源系统</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>数据截至</translation>
    </message>
    <message>
        <source>Last load</source>
        <translation>上次导入</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Next load</source>
        <translation>下次导入</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Never loaded</source>
        <translation>从未导入</translation>
    </message>
</context>
<context>
    <name>Sources</name>
    <message>
        <source>full</source>
        <translation>全量</translation>
    </message>
    <message>
        <source>incremental</source>
        <translation>增量</translation>
    </message>
    <message>
        <source>Last load {when}, {kind}: {read} rows read, {rejected} refused; {inserted} records new, {updated} changed, {removed} gone, {older} older than what was known.</source>
        <translation>上次导入 {when}（{kind}）：读取 {read} 行，拒绝 {rejected} 行；新增 {inserted} 条记录，更改 {updated} 条，删除 {removed} 条，{older} 条比已知的旧。</translation>
    </message>
    <message>
        <source>No server loads it by itself (sources.loads in the settings).</source>
        <translation>没有服务器自动导入它（设置中的 sources.loads）。</translation>
    </message>
    <message>
        <source>Loading since {when}</source>
        <translation>{when} 开始导入</translation>
    </message>
    <message>
        <source>Asked for at {when}; a server begins in a moment.</source>
        <translation>已于 {when} 要求导入，服务器马上开始。</translation>
    </message>
    <message>
        <source>Trying again at {when} ({name})</source>
        <translation>将于{when}重试（{name}）</translation>
    </message>
    <message>
        <source>Next load {when} ({name})</source>
        <translation>下次导入 {when}（{name}）</translation>
    </message>
    <message>
        <source>Loaded when asked for ({name})</source>
        <translation>有人要求时导入（{name}）</translation>
    </message>
    <message>
        <source>The load of {when} failed, nothing was changed. {why}</source>
        <translation>{when} 的导入失败，没有任何改动。{why}</translation>
    </message>
</context>
<context>
    <name>SourcesWindow</name>
    <message>
        <source>Source systems</source>
        <translation>来源系统</translation>
    </message>
    <message>
        <source>Refused rows of the last load</source>
        <translation>上次导入拒绝的行</translation>
    </message>
    <message>
        <source>Load now</source>
        <translation>立即导入</translation>
    </message>
    <message>
        <source>Getting the list</source>
        <translation>正在读取列表</translation>
    </message>
    <message>
        <source>It was never loaded.</source>
        <translation>从未导入。</translation>
    </message>
    <message>
        <source>Getting the refused rows</source>
        <translation>正在读取被拒绝的行</translation>
    </message>
    <message>
        <source>No row of the last load was refused.</source>
        <translation>上次导入没有拒绝任何行。</translation>
    </message>
    <message>
        <source>{count} rows were refused; {shown} are kept here, all are in the rejects file.</source>
        <translation>拒绝了 {count} 行；这里保存 {shown} 行，全部在拒绝文件里。</translation>
    </message>
    <message>
        <source>{count} rows were refused</source>
        <translation>拒绝了 {count} 行</translation>
    </message>
    <message>
        <source>The list cannot be read now</source>
        <translation>现在无法读取列表</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Nothing was loaded yet</source>
        <translation>还没有导入过数据</translation>
    </message>
    <message>
        <source>An administrator runs: agent-desktop import, or sets sources.loads</source>
        <translation>管理员运行：agent-desktop import，或设置 sources.loads</translation>
    </message>
</context>
<context>
    <name>SpansRow</name>
    <message>
        <source>Closed all day</source>
        <translation>全天关闭</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Add hours: %1</source>
        <translation>添加时段：%1</translation>
    </message>
    <message>
        <source>from</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>until</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Take these hours away</source>
        <translation>删除这个时段</translation>
    </message>
</context>
<context>
    <name>StaffingWindow</name>
    <message>
        <source>Staffing</source>
        <translation>人力</translation>
    </message>
    <message>
        <source>Forecast and needs</source>
        <translation>预测与需求</translation>
    </message>
    <message>
        <source>Adherence</source>
        <translation>遵时</translation>
    </message>
    <message>
        <source>Shift plan</source>
        <translation>排班</translation>
    </message>
</context>
<context>
    <name>StateCommands</name>
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
    <message>
        <source>This script has another version now. You go on in it; the answers that fit it are kept.</source>
        <translation>该脚本已有新版本，后续步骤按新版本进行；仍适用的回答已保留。</translation>
    </message>
</context>
<context>
    <name>StoryCard</name>
    <message>
        <source>Getting the history</source>
        <translation>正在读取经过</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>还没有发生什么。</translation>
    </message>
    <message>
        <source>History</source>
        <translation>经过</translation>
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
    <name>Supervised</name>
    <message>
        <source>Supervisor listens</source>
        <translation>主管正在监听</translation>
    </message>
    <message>
        <source>Supervisor talks to you alone</source>
        <translation>主管正在对您单独说话</translation>
    </message>
    <message>
        <source>Supervisor is in the call</source>
        <translation>主管已加入通话</translation>
    </message>
</context>
<context>
    <name>Surveys</name>
    <message>
        <source>What they said</source>
        <translation>客户的话</translation>
    </message>
    <message>
        <source>Note the answers</source>
        <translation>记录回答</translation>
    </message>
</context>
<context>
    <name>SurveysCard</name>
    <message>
        <source>It can be asked now.</source>
        <translation>现在可以请客户评价。</translation>
    </message>
    <message>
        <source>Getting the surveys</source>
        <translation>正在读取评价</translation>
    </message>
    <message>
        <source>How the customer found it</source>
        <translation>客户评价</translation>
    </message>
    <message>
        <source>Found {score} of 5</source>
        <translation>评分 {score} / 5</translation>
    </message>
    <message>
        <source>had expected {score}, that is {gap}</source>
        <translation>事先预期 {score}，相差 {gap}</translation>
    </message>
    <message>
        <source>Note the answers</source>
        <translation>记录回答</translation>
    </message>
    <message>
        <source>They do not want to</source>
        <translation>客户不愿回答</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>已发起</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已回答</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>不愿回答</translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation>未回答</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>未发出</translation>
    </message>
    <message>
        <source>The e-mail is waiting to be sent.</source>
        <translation>邮件等待发送。</translation>
    </message>
    <message>
        <source>The e-mail is being sent.</source>
        <translation>邮件正在发送。</translation>
    </message>
    <message>
        <source>The e-mail was sent. They answer on the page of its link.</source>
        <translation>邮件已发出，客户通过其中的链接作答。</translation>
    </message>
    <message>
        <source>Nobody knows whether the e-mail was sent. It is not sent again.</source>
        <translation>无法确定邮件是否已发出，不会重发。</translation>
    </message>
    <message>
        <source>They have no e-mail address any more.</source>
        <translation>客户已没有登记的电子邮箱。</translation>
    </message>
    <message>
        <source>There is no consent on record any more.</source>
        <translation>已没有客户同意的记录。</translation>
    </message>
    <message>
        <source>They wish to be asked nothing.</source>
        <translation>客户不希望参加满意度调查。</translation>
    </message>
    <message>
        <source>The mail server does not take their address.</source>
        <translation>邮件服务器不接受该地址。</translation>
    </message>
    <message>
        <source>The mail server was away for three days.</source>
        <translation>邮件服务器三天无法连接。</translation>
    </message>
    <message>
        <source>The e-mail was not sent.</source>
        <translation>邮件未发出。</translation>
    </message>
    <message>
        <source>They answer on the page of the link in the text message.</source>
        <translation>客户通过短信中的链接在网页上作答。</translation>
    </message>
    <message>
        <source>The text message has no link: whoever hears the answers notes them.</source>
        <translation>短信不带链接：由听到回答的人员登记。</translation>
    </message>
    <message>
        <source>Ask by phone</source>
        <translation>电话询问</translation>
    </message>
    <message>
        <source>Send a text message</source>
        <translation>发短信</translation>
    </message>
    <message>
        <source>Send an e-mail</source>
        <translation>发电子邮件</translation>
    </message>
    <message>
        <source>The customer is asked once it is closed.</source>
        <translation>办结之后再请客户评价。</translation>
    </message>
    <message>
        <source>Nobody can be asked: no customer is on record.</source>
        <translation>没有在册客户，无法请人评价。</translation>
    </message>
    <message>
        <source>The customer was asked already.</source>
        <translation>已经请客户评价过了。</translation>
    </message>
    <message>
        <source>The customer was asked about something else lately.</source>
        <translation>最近已就其他事请客户评价过。</translation>
    </message>
    <message>
        <source>The customer wishes to be asked nothing.</source>
        <translation>客户不希望参加满意度调查。</translation>
    </message>
    <message>
        <source>Nothing is asked about this.</source>
        <translation>这件事不请客户评价。</translation>
    </message>
</context>
<context>
    <name>TasksCard</name>
    <message>
        <source>Ask a department</source>
        <translation>请部门协办</translation>
    </message>
    <message>
        <source>Tasks of departments</source>
        <translation>部门协办</translation>
    </message>
    <message>
        <source>No department has been asked.</source>
        <translation>还没有请部门协办。</translation>
    </message>
    <message>
        <source>late since {time}</source>
        <translation>{time} 起超期</translation>
    </message>
    <message>
        <source>by {time}</source>
        <translation>{time} 前</translation>
    </message>
    <message>
        <source>asked by {name}</source>
        <translation>{name} 发起</translation>
    </message>
    <message>
        <source>with {name}</source>
        <translation>{name} 办理</translation>
    </message>
    <message>
        <source>Result: {text}</source>
        <translation>结果：{text}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未接手</translation>
    </message>
    <message>
        <source>In hand</source>
        <translation>办理中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已办完</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>未接受</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤回</translation>
    </message>
</context>
<context>
    <name>TeamNotes</name>
    <message>
        <source>Team notes</source>
        <translation>团队通知</translation>
    </message>
</context>
<context>
    <name>TextHead</name>
    <message>
        <source>1 error</source>
        <translation>1处错误</translation>
    </message>
    <message>
        <source>{count} errors</source>
        <translation>{count}处错误</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1处提醒</translation>
    </message>
    <message>
        <source>{count} warnings</source>
        <translation>{count}处提醒</translation>
    </message>
    <message>
        <source>Nothing is wrong</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Next problem</source>
        <translation>下一处问题</translation>
    </message>
</context>
<context>
    <name>TimeLeft</name>
    <message>
        <source>{count} min</source>
        <translation>{count} 分</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} 小时</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 天</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count} 天</translation>
    </message>
    <message>
        <source>Stopped, {span}</source>
        <translation>暂停，余 {span}</translation>
    </message>
    <message>
        <source>{span} late</source>
        <translation>晚 {span}</translation>
    </message>
    <message>
        <source>about {span}</source>
        <translation>约 {span}</translation>
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
        <source>{shown} shown of {all}, newest first</source>
        <translation>共{all}条，显示{shown}条，最新在前</translation>
    </message>
    <message>
        <source>Getting past contacts</source>
        <translation>正在读取往来记录</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Looking for contacts</source>
        <translation>正在查找往来记录</translation>
    </message>
    <message>
        <source>{shown} of {found}, {all} in all</source>
        <translation>符合条件 {found} 条，显示 {shown} 条，共 {all} 条</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除条件</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>What was recorded of the selected contact</source>
        <translation>所选联系的录音</translation>
    </message>
    <message>
        <source>Show older ones</source>
        <translation>显示更早的记录</translation>
    </message>
    <message>
        <source>No contact fits</source>
        <translation>没有符合条件的往来</translation>
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
    <name>Transfer</name>
    <message>
        <source>The specialist</source>
        <translation>专员</translation>
    </message>
    <message>
        <source>{name} has taken over the caller</source>
        <translation>{name}已接手来电者</translation>
    </message>
    <message>
        <source>You are back with the caller</source>
        <translation>您已回到来电者</translation>
    </message>
    <message>
        <source>{name} stays in the call, and you may ask another</source>
        <translation>{name}留在通话中，您可以再请一人</translation>
    </message>
    <message>
        <source>The caller hung up before {name} took over</source>
        <translation>来电者在{name}接手前已挂断</translation>
    </message>
    <message>
        <source>{name} declined. The caller is still yours.</source>
        <translation>{name}已拒接。来电者仍由您接待。</translation>
    </message>
    <message>
        <source>{name} did not answer. The caller is still yours.</source>
        <translation>{name}没有接听。来电者仍由您接待。</translation>
    </message>
    <message>
        <source>{name} is busy. The caller is still yours.</source>
        <translation>{name}正忙。来电者仍由您接待。</translation>
    </message>
    <message>
        <source>{name} could not be reached. The caller is still yours.</source>
        <translation>联系不上{name}。来电者仍由您接待。</translation>
    </message>
    <message>
        <source>{name} has hung up. The caller is still on hold.</source>
        <translation>{name}已挂断。来电者仍在保持中。</translation>
    </message>
    <message>
        <source>The line of {name} was lost. The caller is still on hold.</source>
        <translation>{name}的线路已断。来电者仍在保持中。</translation>
    </message>
    <message>
        <source>{name} has the caller, because the other desktop went away</source>
        <translation>对方桌面已断开，来电者已由{name}接手</translation>
    </message>
    <message>
        <source>{name} is offered the caller, because the other desktop went away</source>
        <translation>对方桌面已断开，正请{name}接手来电者</translation>
    </message>
    <message>
        <source>The caller is back in the queue, at the same place</source>
        <translation>来电者已回到队列，位置不变</translation>
    </message>
    <message>
        <source>The telephone line failed. The caller is still yours.</source>
        <translation>电话线路故障。来电者仍由您接待。</translation>
    </message>
    <message>
        <source>Told: please wait</source>
        <translation>已告知：请稍候</translation>
    </message>
    <message>
        <source>Told: still looking</source>
        <translation>已告知：仍在联系</translation>
    </message>
    <message>
        <source>Told: back with you</source>
        <translation>已告知：已回到您这里</translation>
    </message>
    <message>
        <source>Told: the specialist is coming</source>
        <translation>已告知：专员即将接听</translation>
    </message>
    <message>
        <source>Told: back in the queue</source>
        <translation>已告知：已回到队列</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>振铃中</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>通话中</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保持中</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>已离开</translation>
    </message>
    <message>
        <source>Putting the caller on hold</source>
        <translation>正在保持来电者</translation>
    </message>
    <message>
        <source>Consulting</source>
        <translation>咨询中</translation>
    </message>
    <message>
        <source>Conference</source>
        <translation>三方会议</translation>
    </message>
    <message>
        <source>Handing over</source>
        <translation>移交中</translation>
    </message>
    <message>
        <source>Sent on</source>
        <translation>已转出</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>已移交</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已收回</translation>
    </message>
    <message>
        <source>Caller gone</source>
        <translation>来电者已离开</translation>
    </message>
    <message>
        <source>Not handed over</source>
        <translation>未能移交</translation>
    </message>
</context>
<context>
    <name>Transferring</name>
    <message>
        <source>{name} owes the caller a call by {when}.</source>
        <translation>{name}须在{when}前给来电者回电。</translation>
    </message>
    <message>
        <source>Send the caller to {name} without a word?</source>
        <translation>不作说明，直接把来电者转给{name}？</translation>
    </message>
    <message>
        <source>Your part of the call ends. The caller keeps the time they have waited.</source>
        <translation>您的通话部分就此结束。来电者已等候的时间仍然有效。</translation>
    </message>
    <message>
        <source>Send them</source>
        <translation>转出</translation>
    </message>
    <message>
        <source>Stay with the caller</source>
        <translation>继续接待</translation>
    </message>
    <message>
        <source>Reading your note</source>
        <translation>正在看您的说明</translation>
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
        <source>Is asked how it was</source>
        <translation>正在按键评价</translation>
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
    <name>UnkeptTable</name>
    <message>
        <source>Due</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Not a customer we know</source>
        <translation>未知客户</translation>
    </message>
</context>
<context>
    <name>UnkeptWindow</name>
    <message>
        <source>Callbacks to decide on</source>
        <translation>待处理的回电</translation>
    </message>
    <message>
        <source>Callbacks, the earliest first</source>
        <translation>回电，最早的在前</translation>
    </message>
    <message>
        <source>Getting the callbacks</source>
        <translation>正在读取回电</translation>
    </message>
    <message>
        <source>Give it to</source>
        <translation>交给</translation>
    </message>
    <message>
        <source>Next times at which they may be called</source>
        <translation>可致电的下一时间</translation>
    </message>
    <message>
        <source>A word for whoever calls, or why</source>
        <translation>给致电人的说明或理由</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>Promise for that time</source>
        <translation>改到该时间</translation>
    </message>
    <message>
        <source>Add the word</source>
        <translation>补充说明</translation>
    </message>
    <message>
        <source>Done otherwise</source>
        <translation>已另行办妥</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>取消回电</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>已逾时</translation>
    </message>
    <message>
        <source>All until tonight</source>
        <translation>今晚之前全部</translation>
    </message>
    <message>
        <source>Callbacks cannot be read now</source>
        <translation>现在读不到回电</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Nothing to decide: every promise is kept, or will be</source>
        <translation>无待处理项：承诺均已兑现或将兑现</translation>
    </message>
    <message>
        <source>Nobody waits for a call that is late</source>
        <translation>没有逾时的回电</translation>
    </message>
    <message>
        <source>Nobody is to be called back until tonight</source>
        <translation>今晚之前没有回电</translation>
    </message>
    <message>
        <source>What nobody keeps comes here by itself, and stays until somebody has decided.</source>
        <translation>无人履约的回电会自动列于此处，直至有人处理。</translation>
    </message>
    <message>
        <source>The list may not be up to date. {why}</source>
        <translation>列表可能不是最新。{why}</translation>
    </message>
    <message>
        <source>The first {shown} of {total} are shown.</source>
        <translation>显示 {total} 项中的前 {shown} 项。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>{name}: {to} has it now.</source>
        <translation>{name}的回电已交给{to}。</translation>
    </message>
    <message>
        <source>{name} is called on {when}.</source>
        <translation>将于{when}致电{name}。</translation>
    </message>
    <message>
        <source>{name} is not called back.</source>
        <translation>不再给{name}回电。</translation>
    </message>
    <message>
        <source>{name} is done.</source>
        <translation>{name}的回电已办妥。</translation>
    </message>
    <message>
        <source>{name} is open again.</source>
        <translation>{name}的回电已重新打开。</translation>
    </message>
    <message>
        <source>The word is added.</source>
        <translation>说明已补充。</translation>
    </message>
    <message>
        <source>Not a customer we know</source>
        <translation>未知客户</translation>
    </message>
    <message>
        <source>promised {from_time} to {to_time}</source>
        <translation>承诺于{from_time}至{to_time}</translation>
    </message>
    <message>
        <source>nobody kept it</source>
        <translation>无人履约</translation>
    </message>
    <message>
        <source>is being called</source>
        <translation>正在致电</translation>
    </message>
    <message>
        <source>somebody looks at it</source>
        <translation>有人正在查看</translation>
    </message>
    <message>
        <source>Queue {name}</source>
        <translation>队列 {name}</translation>
    </message>
    <message>
        <source>Team {name}</source>
        <translation>{name}组</translation>
    </message>
</context>
<context>
    <name>Value</name>
    <message>
        <source>Relationship value</source>
        <translation>关系价值</translation>
    </message>
    <message>
        <source>Contribution of a year</source>
        <translation>一年贡献</translation>
    </message>
    <message>
        <source>Cost to serve</source>
        <translation>服务成本</translation>
    </message>
    <message>
        <source>Potential of a year</source>
        <translation>一年潜力</translation>
    </message>
    <message>
        <source>Profit</source>
        <translation>利润</translation>
    </message>
    <message>
        <source>Value quadrant</source>
        <translation>价值象限</translation>
    </message>
    <message>
        <source>profit from {profit}, potential from {potential} is high</source>
        <translation>利润达 {profit}、潜力达 {potential} 即为高</translation>
    </message>
    <message>
        <source>{quadrant}: {word}</source>
        <translation>{quadrant}：{word}</translation>
    </message>
    <message>
        <source>the bank’s own</source>
        <translation>沿用银行的等级</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>客户等级</translation>
    </message>
    <message>
        <source>{points} points</source>
        <translation>{points} 分</translation>
    </message>
    <message>
        <source>Loss risk</source>
        <translation>流失风险</translation>
    </message>
    <message>
        <source>At {even} points one in two leaves; each {double} more double the odds.</source>
        <translation>{even} 分时每两位流失一位；每多 {double} 分，流失比值翻倍。</translation>
    </message>
    <message>
        <source>Satisfaction</source>
        <translation>满意度</translation>
    </message>
    <message>
        <source>perceived less expected {gap}</source>
        <translation>感受减期望 {gap}</translation>
    </message>
    <message>
        <source>{mean} of 5</source>
        <translation>{mean}（满分 5）</translation>
    </message>
    <message>
        <source>expected {expected}</source>
        <translation>期望 {expected}</translation>
    </message>
    <message>
        <source>profit {amount}</source>
        <translation>利润 {amount}</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>High value and potential</source>
        <translation>高价值、高潜力</translation>
    </message>
    <message>
        <source>High potential</source>
        <translation>高潜力</translation>
    </message>
    <message>
        <source>Modest value</source>
        <translation>价值一般</translation>
    </message>
    <message>
        <source>High value</source>
        <translation>高价值</translation>
    </message>
    <message>
        <source>May leave</source>
        <translation>可能流失</translation>
    </message>
    <message>
        <source>Value not known</source>
        <translation>价值未知</translation>
    </message>
    <message>
        <source>High value, may leave</source>
        <translation>高价值，可能流失</translation>
    </message>
    <message>
        <source>{standing}, may leave</source>
        <translation>{standing}，可能流失</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>Gold</source>
        <translation>金级</translation>
    </message>
    <message>
        <source>Platinum</source>
        <translation>白金</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} 分钟</translation>
    </message>
    <message>
        <source>{count} mo</source>
        <translation>{count} 个月</translation>
    </message>
    <message>
        <source>{count} yr</source>
        <translation>{count} 年</translation>
    </message>
</context>
<context>
    <name>ValueBlock</name>
    <message>
        <source>Show how it was reckoned</source>
        <translation>查看计算过程</translation>
    </message>
    <message>
        <source>Getting the value</source>
        <translation>正在读取价值</translation>
    </message>
    <message>
        <source>The value did not come</source>
        <translation>未能读取价值</translation>
    </message>
    <message>
        <source>No value reckoned yet</source>
        <translation>尚未计算价值</translation>
    </message>
    <message>
        <source>The next night’s run makes one.</source>
        <translation>下一次夜间计算后会有。</translation>
    </message>
    <message>
        <source>Value not read</source>
        <translation>价值未读取</translation>
    </message>
    <message>
        <source>Loss risk {risk}</source>
        <translation>流失风险 {risk}</translation>
    </message>
    <message>
        <source>Value quadrant {quadrant}</source>
        <translation>价值象限 {quadrant}</translation>
    </message>
    <message>
        <source>Satisfaction {mean}</source>
        <translation>满意度{mean}</translation>
    </message>
    <message>
        <source>Satisfaction {mean} of 5</source>
        <translation>满意度 {mean}/5</translation>
    </message>
    <message>
        <source>Profit {amount}</source>
        <translation>利润 {amount}</translation>
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
    <message>
        <source>since {month}</source>
        <translation>{month}起</translation>
    </message>
</context>
<context>
    <name>VerifyBlock</name>
    <message>
        <source>Full check passed</source>
        <translation>已通过完整核实</translation>
    </message>
    <message>
        <source>Basic check passed</source>
        <translation>已通过基本核实</translation>
    </message>
    <message>
        <source>Could not verify the caller</source>
        <translation>未能核实来电者身份</translation>
    </message>
    <message>
        <source>The script goes on without it. Give no account details.</source>
        <translation>话术按未核实继续。请勿提供账户资料。</translation>
    </message>
    <message>
        <source>Checks are locked: too many wrong answers</source>
        <translation>答错次数过多，核实已锁定</translation>
    </message>
    <message>
        <source>Say that you could not verify, and go on without.</source>
        <translation>请确认无法核实，按未核实继续。</translation>
    </message>
    <message>
        <source>Full check needed here</source>
        <translation>此步骤需要完整核实</translation>
    </message>
    <message>
        <source>Basic check needed here</source>
        <translation>此步骤需要基本核实</translation>
    </message>
    <message>
        <source>Basic check passed so far.</source>
        <translation>目前已通过基本核实。</translation>
    </message>
    <message>
        <source>Nothing is checked yet.</source>
        <translation>尚未核实。</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>核实</translation>
    </message>
    <message>
        <source>Could not verify</source>
        <translation>无法核实</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
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
    <message>
        <source>Compare with live</source>
        <translation>与已发布版对比</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>修改人</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>通话</translation>
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
    <name>WarningsCard</name>
    <message>
        <source>Deadlines that warn</source>
        <translation>时限提醒</translation>
    </message>
    <message>
        <source>Put all away</source>
        <translation>全部收起</translation>
    </message>
    <message>
        <source>Put all away, {count} more</source>
        <translation>全部收起，还有 {count} 条</translation>
    </message>
    <message>
        <source>due {day}</source>
        <translation>{day}到期</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>打开投诉</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>more time is asked for</source>
        <translation>有人申请延长</translation>
    </message>
    <message>
        <source>your wish for more time is decided</source>
        <translation>您的延长申请已有结果</translation>
    </message>
    <message>
        <source>holidays were announced, the date has moved</source>
        <translation>假期已公布，日期有变</translation>
    </message>
    <message>
        <source>what is waited for has not come in time</source>
        <translation>等候的事项未按时到来</translation>
    </message>
    <message>
        <source>no deadline runs for it, so nobody is told when it is late</source>
        <translation>没有任何时限在计时，逾期时不会有人收到提醒</translation>
    </message>
    <message>
        <source>the deadline is missed</source>
        <translation>已过时限</translation>
    </message>
    <message>
        <source>{percent} % of the time is over</source>
        <translation>时限已过 {percent}%</translation>
    </message>
    <message>
        <source>You are told as the supervisor</source>
        <translation>以主管身份通知您</translation>
    </message>
    <message>
        <source>You are told as compliance</source>
        <translation>以合规身份通知您</translation>
    </message>
</context>
<context>
    <name>WhatIfPanel</name>
    <message>
        <source>What if</source>
        <translation>假设</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>来电量</translation>
    </message>
    <message>
        <source>Handle time</source>
        <translation>处理时长</translation>
    </message>
    <message>
        <source>Agents on the plan</source>
        <translation>排班坐席</translation>
    </message>
    <message>
        <source>There is no shift plan of this day</source>
        <translation>这一天没有排班</translation>
    </message>
    <message>
        <source>{share} % in {seconds} s</source>
        <translation>{seconds} 秒内 {share} %</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>缺勤</translation>
    </message>
    <message>
        <source>{share} % of the time</source>
        <translation>{share} % 的时间</translation>
    </message>
    <message>
        <source>Busy at most</source>
        <translation>最高占用率</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>They wait, on average</source>
        <translation>平均愿意等候</translation>
    </message>
    <message>
        <source>Nobody gives up</source>
        <translation>无人放弃</translation>
    </message>
    <message>
        <source>Callers give up</source>
        <translation>有人放弃</translation>
    </message>
    <message>
        <source>How callers wait</source>
        <translation>来电者如何等候</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Nothing is changed</source>
        <translation>没有改动</translation>
    </message>
</context>
<context>
    <name>WhyDialog</name>
    <message>
        <source>Why? It is kept with the version.</source>
        <translation>原因（与版本一并保存）</translation>
    </message>
    <message>
        <source>Write why, so that others can follow it.</source>
        <translation>请写明原因，以便他人了解。</translation>
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
    <message>
        <source>You passed the caller on.</source>
        <translation>您已转出来电者。</translation>
    </message>
</context>
<context>
    <name>WritingView</name>
    <message>
        <source>Send a message</source>
        <translation>发送短信</translation>
    </message>
    <message>
        <source>To {number}</source>
        <translation>发往 {number}</translation>
    </message>
    <message>
        <source>Looking how it reads</source>
        <translation>正在生成内容</translation>
    </message>
    <message>
        <source>Goes out as {count} messages</source>
        <translation>将分 {count} 条发送</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>不发送</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>正在发送</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>It is on its way. How it arrived stands in the timeline.</source>
        <translation>已提交发送，送达情况见联络记录。</translation>
    </message>
    <message>
        <source>There is no telephone number on record.</source>
        <translation>没有登记电话号码。</translation>
    </message>
    <message>
        <source>Whoever has this number wants no messages.</source>
        <translation>该号码已退订短信。</translation>
    </message>
    <message>
        <source>The customer has not agreed to such messages.</source>
        <translation>客户未同意接收此类短信。</translation>
    </message>
</context>
<context>
    <name>_Alert</name>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Start a task</source>
        <translation>发起任务</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>Task for {name}</source>
        <translation>任务已交给 {name}</translation>
    </message>
    <message>
        <source>The customer knows of it</source>
        <translation>客户知情</translation>
    </message>
    <message>
        <source>Nothing unusual for this customer</source>
        <translation>对该客户属正常</translation>
    </message>
    <message>
        <source>The record is wrong</source>
        <translation>记录有误</translation>
    </message>
</context>
<context>
    <name>_DayRow</name>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Name of %1</source>
        <translation>%1 的名称</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>Why, such as Christmas</source>
        <translation>原因，例如圣诞节</translation>
    </message>
    <message>
        <source>Remove this day</source>
        <translation>删除这一天</translation>
    </message>
</context>
<context>
    <name>_EarlierRow</name>
    <message>
        <source>Late</source>
        <translation>已超时</translation>
    </message>
    <message>
        <source>Closed · 1 day</source>
        <translation>已办结 · 1 天</translation>
    </message>
    <message>
        <source>Closed · {count} days</source>
        <translation>已办结 · {count} 天</translation>
    </message>
</context>
<context>
    <name>_Lines</name>
    <message>
        <source>{count} lines alike</source>
        <translation>{count}行相同</translation>
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
    <message>
        <source>Undo: the call was with somebody else</source>
        <translation>撤销：来电者另有其人</translation>
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
        <source>A line of many: these are the likeliest {shown}.</source>
        <translation>多人共用的线路：以下是最可能的 {shown} 位。</translation>
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
<context>
    <name>_SameCard</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Join to this one</source>
        <translation>并入这一件</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Not the same</source>
        <translation>不是同一件</translation>
    </message>
</context>
<context>
    <name>_UserRow</name>
    <message>
        <source>Callers of %1 go to</source>
        <translation>%1 的来电转到</translation>
    </message>
</context>
<context>
    <name>_UsesBound</name>
    <message>
        <source>No queue has these hours. Choose them in a queue, under “Open, closed, full”.</source>
        <translation>没有队列使用这个营业时间。请在队列的“营业、关闭、已满”中选择。</translation>
    </message>
    <message>
        <source>Callers whom no queue takes hear the announcement “closed” of the entry menu, and the call ends.</source>
        <translation>没有队列接手的来电会听到语音菜单的“关闭”提示，然后通话结束。</translation>
    </message>
    <message>
        <source>To the entry menu</source>
        <translation>到语音菜单</translation>
    </message>
</context>
<context>
    <name>_WeekTable</name>
    <message>
        <source>Use the hours of %1 from Monday to Friday</source>
        <translation>把%1的时段用于周一至周五</translation>
    </message>
</context>
</TS>
