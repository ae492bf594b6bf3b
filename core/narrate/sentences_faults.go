package narrate

// faultSentences tell of disks that fail and what members make of them.
var faultSentences = []sentence{
	{"disk.corrupt", Headline, "", pair{"corrupt record", "记录损坏"}, pair{
		"{a} stops: record {record} on its disk does not fit its checksum, so it cannot know what it has promised.",
		"{a} 停下：磁盘上的记录 {record} 与校验和不符，它无从得知自己承诺过什么。"}},
	{"disk.wiped", Headline, "", pair{"disk empty", "磁盘为空"}, pair{
		"{a} refuses to start: its disk is empty, but its cluster knows it. It can only join anew, as another member.",
		"{a} 拒绝启动：磁盘是空的，集群却认得它。它只能作为新成员重新加入。"}},
	{"disk.torn", Headline, "§5.1", pair{"torn record cut off", "截去残缺记录"}, pair{
		"{a} cuts off the last {bytes#} {bytes|byte|bytes} on its disk: the crash tore that record, and nobody was promised it.",
		"{a} 截去磁盘末尾的 {bytes} 字节：崩溃撕裂了这条记录，它从未被承诺过。"}},
	{"clock.ahead", Headline, "D§6.4.1", pair{"clock ahead", "时钟前跳"}, pair{
		"{a}’s clock jumps {by} ahead: each timer that it has passed runs out now.",
		"{a} 的时钟向前跳 {by}：被越过的定时器立即到期。"}},
	{"clock.back", Headline, "D§6.4.1", pair{"clock back", "时钟回跳"}, pair{
		"{a}’s clock jumps {by} back: each of its timers runs out that much later.",
		"{a} 的时钟向后跳 {by}：它的每个定时器都推迟同样久。"}},
	{"clock.rate", Headline, "D§6.4.1", pair{"clock drifts", "时钟漂移"}, pair{
		"{a}’s clock runs at {rate} times the right speed, and so do all its timers.",
		"{a} 的时钟以 {rate} 倍的速度运行，它的所有定时器也是如此。"}},
	{"clock.right", Headline, "D§6.4.1", pair{"clock keeps time", "时钟走准"}, pair{
		"{a}’s clock runs at the right speed again.",
		"{a} 的时钟恢复正常速度。"}},
	{"user.clock", Headline, "", pair{"clock set", "调整时钟"}, pair{
		"A user sets {member}’s clock: {settings}.",
		"用户调整 {member} 的时钟：{settings}。"}},
	{"user.clocks", Headline, "", pair{"clocks set", "调整时钟"}, pair{
		"A user sets all clocks: {settings}.",
		"用户调整所有时钟：{settings}。"}},
	{"user.log", Headline, "", pair{"log set up", "设定日志"}, pair{
		"A user sets up {member}’s log, with entries of the terms {terms}.",
		"用户设定 {member} 的日志，各条目的任期为 {terms}。"}},
	{"user.disk-corrupt", Headline, "", pair{"record corrupted", "损坏记录"}, pair{
		"A user corrupts a record on {member}’s disk: it finds out when it reads its disk at its next start.",
		"用户损坏 {member} 磁盘上的一条记录：它下次启动读盘时才会发现。"}},
	{"user.disk-wipe", Headline, "", pair{"disk wiped", "清空磁盘"}, pair{
		"A user empties {member}’s disk: it forgets its term, its vote and its log.",
		"用户清空 {member} 的磁盘：任期、选票和日志全都忘记。"}},
}
