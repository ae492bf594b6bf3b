package narrate

// terminalSentences tell what terminals do and what is done from outside. They
// are for the Tellers of core/shell.
var terminalSentences = []sentence{
	{"terminal.line", Notable, "", pair{"line typed", "输入命令行"}, pair{
		"{a} reads a line: {line}",
		"{a} 收到一行输入：{line}"}},
	{"terminal.interrupt", Notable, "", pair{"Ctrl-C", "Ctrl-C"}, pair{
		"{a} is interrupted with Ctrl-C: what runs there ends.",
		"{a} 收到 Ctrl-C：正在运行的命令结束。"}},
	{"terminal.end", Notable, "", pair{"Ctrl-D", "Ctrl-D"}, pair{
		"{a} is told with Ctrl-D that no more input comes.",
		"{a} 收到 Ctrl-D：不再有输入。"}},
	{"terminal.command", Notable, "", pair{"command", "命令"}, pair{
		"{a} runs: {line}",
		"{a} 运行：{line}"}},
	{"terminal.answered", Headline, "", pair{"answered", "得到答复"}, pair{
		"{a} hears from {b} {after} after its request: {request}.",
		"{a} 的请求在 {after} 后得到 {b} 的答复：{request}。"}},
	{"terminal.done", Notable, "", pair{"command done", "命令结束"}, pair{
		"{a} has finished its command.",
		"{a} 的命令已执行完毕。"}},
	{"terminal.failed", Notable, "", pair{"command failed", "命令失败"}, pair{
		"{a} has finished its command, which failed with exit code {code}.",
		"{a} 的命令失败，退出码为 {code}。"}},

	{"act.cluster", Headline, "", pair{"new cluster", "新建集群"}, pair{
		"From outside: a new cluster of {members#} {members|member|members} takes the old one’s place.",
		"外部操作：换成{members#}台成员的新集群。"}},
	{"act.cluster-bare", Headline, "", pair{"new cluster", "新建集群"}, pair{
		"From outside: a new cluster of {members#} {members|member|members} with empty logs takes the old one’s place.",
		"外部操作：换成{members#}台成员、日志为空的新集群。"}},
	{"act.crash", Headline, "", pair{"crash", "崩溃"}, pair{
		"From outside: {member} is made to crash.",
		"外部操作：使 {member} 崩溃。"}},
	{"act.restart", Headline, "", pair{"restart", "重启"}, pair{
		"From outside: {member} is restarted.",
		"外部操作：重启 {member}。"}},
	{"act.pause", Headline, "", pair{"pause", "暂停"}, pair{
		"From outside: {member} is paused.",
		"外部操作：暂停 {member}。"}},
	{"act.resume", Headline, "", pair{"resume", "恢复"}, pair{
		"From outside: {member} is resumed.",
		"外部操作：让 {member} 恢复运行。"}},
	{"act.timeout", Headline, "", pair{"time out now", "立即超时"}, pair{
		"From outside: {member}’s election timer is made to run out now.",
		"外部操作：使 {member} 的选举定时器立即到期。"}},
	{"act.cut", Headline, "", pair{"cut", "切断"}, pair{
		"From outside: the links between {from} and {to} are cut, in both directions.",
		"外部操作：切断 {from} 与 {to} 之间的双向链路。"}},
	{"act.cut-one-way", Headline, "", pair{"cut one way", "单向切断"}, pair{
		"From outside: the link from {from} to {to} is cut, in this direction only.",
		"外部操作：切断从 {from} 到 {to} 的单向链路。"}},
	{"act.join", Headline, "", pair{"join", "接通"}, pair{
		"From outside: the links between {from} and {to} are joined, in both directions.",
		"外部操作：接通 {from} 与 {to} 之间的双向链路。"}},
	{"act.join-one-way", Headline, "", pair{"join one way", "单向接通"}, pair{
		"From outside: the link from {from} to {to} is joined, in this direction only.",
		"外部操作：接通从 {from} 到 {to} 的单向链路。"}},
	{"act.partition", Headline, "", pair{"partition", "分区"}, pair{
		"From outside: the network is split; only members of the same part reach each other.",
		"外部操作：网络分区，只有同一分区内的成员可以互通。"}},
	{"act.heal", Headline, "", pair{"heal", "修复网络"}, pair{
		"From outside: all links are joined.",
		"外部操作：接通所有链路。"}},
	{"act.link", Notable, "", pair{"link changed", "修改链路"}, pair{
		"From outside: the link between {from} and {to} gets other properties.",
		"外部操作：修改 {from} 与 {to} 之间链路的特性。"}},
	{"act.links", Notable, "", pair{"links changed", "修改链路"}, pair{
		"From outside: all links between members get other properties.",
		"外部操作：修改成员之间所有链路的特性。"}},
	{"act.disk", Notable, "", pair{"disk changed", "修改磁盘"}, pair{
		"From outside: {member}’s disk gets other properties.",
		"外部操作：修改 {member} 的磁盘特性。"}},
	{"act.disks", Notable, "", pair{"disks changed", "修改磁盘"}, pair{
		"From outside: the disks of all members get other properties.",
		"外部操作：修改所有成员的磁盘特性。"}},
	{"act.rule-off", Headline, "", pair{"rule off", "关闭规则"}, pair{
		"From outside: the rule “{rule}” is switched off. From now on this is modified Raft.",
		"外部操作：关闭规则 {rule}。从现在起运行的是修改版 Raft。"}},
	{"act.rule-on", Headline, "", pair{"rule on", "开启规则"}, pair{
		"From outside: the rule “{rule}” is switched on again.",
		"外部操作：重新开启规则 {rule}。"}},
	{"act.drop", Headline, "", pair{"drop", "丢弃"}, pair{
		"From outside: a message on its way is dropped.",
		"外部操作：丢弃一条在途消息。"}},
	{"act.terminal", Notable, "", pair{"open terminal", "打开终端"}, pair{
		"From outside: another terminal is opened.",
		"外部操作：再打开一个终端。"}},
}
