package narrate

// liveTexts tell how a page stands to a cluster that it follows while it runs
// elsewhere.
var liveTexts = []entry{
	{"live.live", "Live", "实时"},
	{"live.behind", "{seconds} s behind", "落后 {seconds} 秒"},
	{"live.branch", "Own branch", "自己的分支"},
	{"live.lost", "No connection", "连接中断"},
	{"live.unfit", "Not followed", "无法跟随"},
	{"live.text-live", "You see the cluster as it runs.", "你看到的是正在运行的集群。"},
	{"live.text-behind", "The cluster is {seconds} s further. Back to live", "集群已领先 {seconds} 秒。回到实时"},
	{"live.text-branch", "Nobody else sees this branch of your own. Back to live", "这是你自己的分支，别人看不到。回到实时"},
	{"live.text-lost", "The connection to the cluster is lost; it is tried again and again.", "与集群的连接已中断，正在不断重试。"},
	{"live.text-unfit", "The cluster that runs there cannot be followed: {why}.", "无法跟随那里运行的集群：{why}。"},
	{"live.no-link", "The beginning of this world is not kept any more, so no link leads to it.", "这个世界的开头已不再保留，因此没有通向它的链接。"},
}
