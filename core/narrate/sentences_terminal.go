package narrate

// terminalSentences tell what terminals do and what is done from outside. They
// are for the Tellers of core/shell and core/lab.
var terminalSentences = []sentence{
	{"terminal.line", Routine, "", pair{"line typed", "输入命令行"}, pair{
		"{a} reads a line: {line}",
		"{a} 收到一行输入：{line}"}},
	{"terminal.interrupt", Notable, "", pair{"Ctrl-C", "Ctrl-C"}, pair{
		"{a} is interrupted with Ctrl-C: what runs there ends.",
		"{a} 收到 Ctrl-C：正在运行的命令结束。"}},
	{"terminal.end", Routine, "", pair{"Ctrl-D", "Ctrl-D"}, pair{
		"{a} is told with Ctrl-D that no more input comes.",
		"{a} 收到 Ctrl-D：不再有输入。"}},
	{"terminal.command", Notable, "", pair{"command", "命令"}, pair{
		"{a} runs: {line}",
		"{a} 运行：{line}"}},
	{"terminal.answered", Headline, "", pair{"answered", "得到答复"}, pair{
		"{a} gets its answer from {b} after {after}: {request}.",
		"{a} 在 {after} 后得到 {b} 的答复：{request}。"}},
	{"terminal.done", Routine, "", pair{"command done", "命令结束"}, pair{
		"{a} has finished its command.",
		"{a} 的命令已执行完毕。"}},
	{"terminal.failed", Headline, "", pair{"command failed", "命令失败"}, pair{
		"The command of {a} fails with exit code {code}.",
		"{a} 的命令失败，退出码为 {code}。"}},

	{"outside.call", Notable, "", pair{"request from outside", "来自外部的请求"}, pair{
		"A program outside asks {member}: {line}",
		"外部程序请求 {member}：{line}"}},
	{"outside.hang-up", Notable, "", pair{"hung up", "挂断"}, pair{
		"A program outside does not wait for its answer any more.",
		"外部程序不再等待答复。"}},
	{"outside.hung-up", Headline, "", pair{"connection closed", "连接关闭"}, pair{
		"{b} went down: the connection of {a} is closed without an answer.",
		"{b} 已停机：{a}的连接关闭，没有得到答复。"}},

	{"act.line", Headline, "", pair{"by a user", "用户操作"}, pair{
		"A user enters: {line}",
		"用户执行：{line}"}},
	{"act.log", Headline, "", pair{"log set up", "设定日志"}, pair{
		"{member}’s log is set up by hand, with entries of the terms {terms}.",
		"{member} 的日志由人设定，各条目的任期为 {terms}。"}},
	{"act.cluster", Headline, "", pair{"new cluster", "新建集群"}, pair{
		"A new cluster of {members#} {members|member|members} takes the old one’s place.",
		"换成{members#}个成员的新集群。"}},
	{"act.cluster-none", Headline, "", pair{"no cluster", "清空集群"}, pair{
		"All members are taken away, so that a cluster can be built by hand.",
		"移走所有成员，准备手动建立集群。"}},
	{"act.cluster-bare", Headline, "", pair{"new cluster", "新建集群"}, pair{
		"A new cluster of {members#} {members|member|members} with empty logs takes the old one’s place.",
		"换成{members#}个成员、日志为空的新集群。"}},
}
