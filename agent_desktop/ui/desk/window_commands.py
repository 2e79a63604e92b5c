"""What Ctrl+K offers of the window: languages, colours, settings, the windows of the office."""

from PySide6.QtCore import QCoreApplication

from agent_desktop.ui.desk.presenters import Presenters
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.palette.presenter import PaletteCommand

translate = QCoreApplication.translate


def window_commands(presenters: Presenters | None, views: Views) -> tuple[PaletteCommand, ...]:
    """Return what Ctrl+K offers of the window itself, and of the office for who may see it."""
    stranded = presenters is not None and (presenters.notes.state.stranded or presenters.saver.saving.stranded)
    return (
        PaletteCommand(
            "stranded:",
            translate("DeskCommands", "Notes that could not be sent"),
            icon="ph.pencil-simple",
            enabled=bool(stranded),
            other_words="notes answers script unsent 记录 回答",
        ),
        PaletteCommand("language:en", "English", icon="ph.translate", other_words="language 语言 英文"),
        PaletteCommand("language:zh", "简体中文", icon="ph.translate", other_words="language chinese 语言"),
        PaletteCommand(
            "theme:light", translate("DeskCommands", "Light colours"), icon="ph.sun", other_words="theme light 浅色"
        ),
        PaletteCommand(
            "theme:dark", translate("DeskCommands", "Dark colours"), icon="ph.moon", other_words="theme dark 深色"
        ),
        PaletteCommand(
            "settings:", translate("DeskCommands", "Settings"), icon="ph.gear-six", other_words="settings 设置"
        ),
        *_office_commands(presenters, views),
        PaletteCommand(
            "sign_out:", translate("DeskCommands", "Sign out"), icon="ph.sign-out", other_words="sign out 退出"
        ),
    )


def _office_commands(presenters: Presenters | None, views: Views) -> tuple[PaletteCommand, ...]:
    rail, column = views.window.rail, views.customer
    somebody = presenters is not None and presenters.customer.state.profile is not None
    routing, accounts = "queues routing hours skills menu 队列 路由", "merge duplicates review 合并 账户 核对"
    mends = "stuck mend hang free agent end call 卡住 修复 释放"
    return tuple(
        PaletteCommand(
            key, name, icon=icon, other_words=words, enabled=button.isEnabled() and (somebody or key != "accounts:")
        )
        for button, key, name, icon, words in (
            (
                rail.live,
                "board:",
                translate("DeskCommands", "Live board"),
                "ph.monitor",
                "supervisor queues agents wall 看板 实时 主管",
            ),
            (rail.routing, "routing:", translate("DeskCommands", "Queues and routing"), "ph.tree-structure", routing),
            (rail.linking, "linking:", translate("DeskCommands", "Accounts to review"), "ph.intersect", accounts),
            (
                rail.sources,
                "sources:",
                translate("DeskCommands", "Source systems"),
                "ph.database",
                "load import 来源 导入",
            ),
            (rail.mending, "mending:", translate("DeskCommands", "Stuck calls and agents"), "ph.first-aid-kit", mends),
            (
                rail.managers,
                "managers:",
                translate("DeskCommands", "Relationship managers"),
                "ph.users-three",
                "hand over 客户经理",
            ),
            (
                rail.staffing,
                "staffing:",
                translate("DeskCommands", "Staffing"),
                "ph.chart-line",
                "forecast agents needed shift plan adherence 排班 预测 人力 遵时",
            ),
            (
                rail.campaigns,
                "campaigns:",
                translate("DeskCommands", "Campaigns"),
                "ph.paper-plane-tilt",
                "greetings birthday survey letters batch 客户活动 问候 群发",
            ),
            (
                rail.campaigns,
                "callback_figures:",
                translate("DeskCommands", "Callbacks in figures"),
                "ph.chart-bar",
                "kept late referrals 回电 转介 统计",
            ),
            (
                rail.campaigns,
                "unkept:",
                translate("DeskCommands", "Callbacks to decide on"),
                "ph.phone-outgoing",
                "expired late nobody kept hand over 回电 过期 处理 转派",
            ),
            (
                rail.scripts,
                "scripts:",
                translate("DeskCommands", "Service scripts"),
                "ph.path",
                "author yaml flow 脚本 话术 编写",
            ),
            (
                rail.reports,
                "reports:",
                translate("DeskCommands", "Reports"),
                "ph.table",
                "figures statistics table chart monthly service level export 报表 统计 图表 月报",
            ),
            (
                rail.quality,
                "quality:",
                translate("DeskCommands", "Quality of calls"),
                "ph.clipboard-text",
                "review scorecard coaching 质检 评审 辅导",
            ),
            (
                rail.people,
                "people:",
                translate("DeskCommands", "People who sign in"),
                "ph.user-gear",
                "users roles administration password 人员 用户 角色 密码 管理",
            ),
            (
                column.accounts,
                "accounts:",
                translate("DeskCommands", "This customer's accounts"),
                "ph.intersect",
                accounts,
            ),
            (
                column.value,
                "value:",
                translate("DeskCommands", "How the value was reckoned"),
                "ph.chart-pie",
                "value 价值 profit",
            ),
        )
        if not button.isHidden()  # this person may see it
    )
