package narrate

// userSentences tell what people do with the verbs of the lab, from a terminal or
// a menu. What it brings about has events of its own.
var userSentences = []sentence{
	{"user.crash", Headline, "", pair{"crash", "崩溃"}, pair{
		"A user crashes {member}.",
		"用户使 {member} 崩溃。"}},
	{"user.restart", Headline, "", pair{"restart", "重启"}, pair{
		"A user restarts {member}.",
		"用户重启 {member}。"}},
	{"user.pause", Headline, "", pair{"pause", "暂停"}, pair{
		"A user pauses {member}.",
		"用户暂停 {member}。"}},
	{"user.resume", Headline, "", pair{"resume", "恢复"}, pair{
		"A user lets {member} go on.",
		"用户让 {member} 恢复运行。"}},
	{"user.timeout", Headline, "", pair{"timeout", "超时"}, pair{
		"A user lets {member}’s election timer run out now.",
		"用户让 {member} 的选举定时器立即到期。"}},
	{"user.cut", Headline, "", pair{"link cut", "切断链路"}, pair{
		"A user cuts the link between {member} and {other}: nothing passes in either direction.",
		"用户切断 {member} 与 {other} 之间的链路：两个方向都不通。"}},
	{"user.cut-one-way", Headline, "", pair{"link cut", "切断链路"}, pair{
		"A user cuts the link from {member} to {other}: nothing passes in this direction.",
		"用户切断 {member} 到 {other} 的链路：该方向不通。"}},
	{"user.join", Headline, "", pair{"link joined", "接通链路"}, pair{
		"A user joins the link between {member} and {other} again, in both directions.",
		"用户接通 {member} 与 {other} 之间的链路，两个方向都恢复。"}},
	{"user.join-one-way", Headline, "", pair{"link joined", "接通链路"}, pair{
		"A user joins the link from {member} to {other} again.",
		"用户接通 {member} 到 {other} 的链路。"}},
	{"user.partition", Headline, "", pair{"partition", "网络分区"}, pair{
		"A user partitions the network into {groups}: messages pass only within a group.",
		"用户把网络分为 {groups}：消息只在组内相通。"}},
	{"user.heal", Headline, "", pair{"links joined", "接通链路"}, pair{
		"A user joins all links: every member can reach every other again.",
		"用户接通所有链路：成员之间又都相通。"}},
	{"user.link", Headline, "", pair{"link changed", "更改链路"}, pair{
		"A user changes the link between {member} and {other}: {settings}.",
		"用户更改 {member} 与 {other} 之间的链路：{settings}。"}},
	{"user.link-one-way", Headline, "", pair{"link changed", "更改链路"}, pair{
		"A user changes the link from {member} to {other}: {settings}.",
		"用户更改 {member} 到 {other} 的链路：{settings}。"}},
	{"user.links", Headline, "", pair{"links changed", "更改链路"}, pair{
		"A user changes all links: {settings}.",
		"用户更改所有链路：{settings}。"}},
	{"user.disk", Headline, "", pair{"disk changed", "更改磁盘"}, pair{
		"A user changes {member}’s disk: {settings}.",
		"用户更改 {member} 的磁盘：{settings}。"}},
	{"user.disks", Headline, "", pair{"disks changed", "更改磁盘"}, pair{
		"A user changes all disks: {settings}.",
		"用户更改所有磁盘：{settings}。"}},
	{"user.rule-off", Headline, "", pair{"rule off", "关闭规则"}, pair{
		"A user switches the rule “{rule}” off: what follows is modified Raft.",
		"用户关闭规则“{rule}”：此后是修改版 Raft。"}},
	{"user.rule-on", Headline, "", pair{"rule on", "开启规则"}, pair{
		"A user switches the rule “{rule}” on again.",
		"用户重新开启规则“{rule}”。"}},
	{"user.transfer", Headline, "", pair{"transfer", "移交领导权"}, pair{
		"A user has the leader hand over to {member}.",
		"用户让领导者把领导权移交给 {member}。"}},
	{"user.snapshot", Headline, "§7", pair{"snapshot", "快照"}, pair{
		"A user has {member} take a snapshot of what it has applied.",
		"用户让 {member} 为已应用的内容制作快照。"}},
	{"user.compact", Headline, "§7", pair{"log compacted", "压缩日志"}, pair{
		"A user has {member} drop the entries that its snapshot stands for.",
		"用户让 {member} 删去由快照代替的条目。"}},
	{"user.member-add", Headline, "", pair{"member added", "增加成员"}, pair{
		"A user adds a member to the cluster, and starts it.",
		"用户为集群增加一个成员并启动它。"}},
	{"user.learner-add", Headline, "", pair{"learner added", "增加学习者"}, pair{
		"A user adds a learner to the cluster, which does not vote, and starts it.",
		"用户为集群增加一个不投票的学习者并启动它。"}},
	{"user.member-remove", Headline, "", pair{"member removed", "移除成员"}, pair{
		"A user removes {member} from the cluster.",
		"用户把 {member} 移出集群。"}},
	{"user.member-promote", Headline, "", pair{"learner promoted", "晋升学习者"}, pair{
		"A user makes the learner {member} a voter.",
		"用户让学习者 {member} 成为投票成员。"}},
	{"user.member-change", Headline, "D§4.3", pair{"members changed", "变更成员"}, pair{
		"A user changes several members at once, by joint consensus: {changes}.",
		"用户经联合共识同时变更多个成员：{changes}。"}},
	{"user.option", Headline, "", pair{"option set", "设置选项"}, pair{
		"A user sets the option {option} to {value}, for all members.",
		"用户为所有成员把选项 {option} 设为 {value}。"}},
	{"user.times", Headline, "§9.3", pair{"times set", "设置时间"}, pair{
		"A user sets how long all members wait: {settings}.",
		"用户设置所有成员的等待时间：{settings}。"}},
	{"user.preset", Headline, "", pair{"preset", "预设"}, pair{
		"A user sets links, disks and times as in the preset {preset}.",
		"用户按预设 {preset} 设置链路、磁盘和时间。"}},
	{"user.drop", Headline, "", pair{"message dropped", "丢弃消息"}, pair{
		"A user drops message {message}, which is on its way.",
		"用户丢弃途中的消息 {message}。"}},
	{"user.cluster", Headline, "", pair{"new cluster", "新建集群"}, pair{
		"A user begins anew, with a cluster of {members#}.",
		"用户改用{members#}个成员的新集群。"}},
	{"user.cluster-none", Headline, "", pair{"no cluster", "清空集群"}, pair{
		"A user takes all members away, to build a cluster by hand.",
		"用户移走所有成员，准备手动建立集群。"}},
	{"user.terminal", Routine, "", pair{"terminal opened", "打开终端"}, pair{
		"A user opens another terminal.",
		"用户再开一个终端。"}},
}
