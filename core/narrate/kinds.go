package narrate

// KindInfo is what is said of a kind of event, for `help events`.
type KindInfo struct {
	Name string // of a sim.Kind
	text pair
}

// Text says in a few words what happens.
func (k KindInfo) Text(lang Lang) string { return k.text.in(lang) }

var kindTexts = []KindInfo{
	{"sent", pair{"a message leaves", "发出一条消息"}},
	{"received", pair{"a message arrives", "收到一条消息"}},
	{"lost", pair{"a message is lost on its way", "消息在途中丢失"}},
	{"refused", pair{"a client cannot connect, for the member is down", "成员已停机，客户端无法连接"}},
	{"timer", pair{"a timer runs out", "定时器到期"}},
	{"write", pair{"something is given to the disk", "把数据交给磁盘写入"}},
	{"durable", pair{"what was written is on disk", "写入的数据已持久化"}},
	{"became-follower", pair{"a member becomes a follower, or follows another leader", "成员成为跟随者，或改为跟随另一位领导者"}},
	{"became-pre-candidate", pair{"a member asks whether it would be elected", "成员询问自己能否当选"}},
	{"became-candidate", pair{"a member starts an election", "成员发起选举"}},
	{"became-leader", pair{"a candidate wins an election", "候选人赢得选举"}},
	{"vote-counted", pair{"a candidate counts an answer", "候选人计入一份答复"}},
	{"committed", pair{"a member knows entries to be committed", "成员得知条目已提交"}},
	{"applied", pair{"a member applies an entry to its stores", "成员把条目应用到存储"}},
	{"dropped", pair{"a proposal or a read finds no leader", "提案或读请求找不到领导者"}},
	{"transfer-begun", pair{"a leader hands over to another member", "领导者开始移交领导权"}},
	{"removed", pair{"a member was removed from the cluster and will stop", "成员已被移出集群，随后停止"}},
	{"transfer-refused", pair{"leadership cannot be handed over", "无法移交领导权"}},
	{"restored", pair{"a snapshot takes the place of a member’s stores", "快照取代成员的存储"}},
	{"answered", pair{"a member answers a client, or a terminal has its answer", "成员答复客户端，或终端得到答复"}},
	{"command", pair{"a terminal runs a line", "终端运行一行命令"}},
	{"command-ended", pair{"a line has ended", "一行命令结束"}},
	{"crashed", pair{"a member crashes, or stops", "成员崩溃或停止"}},
	{"restarted", pair{"a member starts, or a terminal is opened", "成员启动，或打开终端"}},
	{"log-set", pair{"the log of a member is set up by hand", "成员的日志由人设定"}},
	{"clock-set", pair{"a member’s clock is set, or runs at another rate", "成员的时钟被调整，或改变快慢"}},
	{"record-corrupt", pair{"a member finds a corrupt record on its disk, and stops", "成员在磁盘上发现损坏的记录并停下"}},
	{"already-bootstrapped", pair{"a member with an empty disk is refused its start", "磁盘为空的成员不得启动"}},
	{"tail-cut", pair{"a member cuts a torn record off its disk", "成员截去磁盘上残缺的记录"}},
	{"paused", pair{"a member is paused", "成员被暂停"}},
	{"resumed", pair{"a member goes on", "成员恢复运行"}},
	{"cut", pair{"a link is cut, in one direction", "单向切断链路"}},
	{"joined", pair{"a link is joined, in one direction", "单向接通链路"}},
	{"cluster", pair{"a new cluster takes the old one’s place", "换成新集群"}},
	{"violated", pair{"a safety property is violated", "一项安全性质被违反"}},
	{"hung-up", pair{"a member that went down closes the connection of a program outside", "停机的成员关闭与外部程序的连接"}},
	{"input", pair{"something is typed or done from outside", "来自外部的输入或操作"}},
}

// Kinds returns all kinds of events, those of messages first.
func Kinds() []KindInfo { return kindTexts }
