package shell

// Language is a language that help is written in.
type Language uint8

// The languages.
const (
	English Language = iota
	Chinese
)

// helpText is what help says of a command, by Language.
type helpText struct {
	verb  string
	form  string
	about [2]string
}

// helpGroup is a heading with its commands.
type helpGroup struct {
	title [2]string
	texts []helpText
}

// helpGroups are all commands that are there, in the order of help.
var helpGroups = []helpGroup{
	{[2]string{"Clients", "客户端"}, []helpText{
		{"etcdctl", "etcdctl put|get|del|version|member list|endpoint status|endpoint health …", [2]string{
			"etcd's own client, version 3 of its interface. Flags as in etcd 3.4: etcdctl get --help lists them.",
			"etcd 自带的客户端（v3 接口）。选项与 etcd 3.4 相同：etcdctl get --help 会列出它们。"}},
		{"etcd", "etcd --name NAME --initial-cluster NAME=URL,… [--initial-cluster-state new|existing] [--data-dir DIR] …", [2]string{
			"Starts a member, with the flags of etcd 3.4, and runs until it stops. cluster 0 leaves room to build a cluster by hand, one terminal for each member.",
			"启动一个成员（选项与 etcd 3.4 相同），一直运行到它停止。cluster 0 清空集群，以便手动建立，每个终端一个成员。"}},
		{"client", "client v2|v3 put|get|watch|alive KEY [--total N] [--keys N] [--watchers N] [--ttl S] …", [2]string{
			"A program that uses etcd through v2, with a connection for each request and watch, or through v3, with one for all, and says what that took. state has the accounts of all clients.",
			"一个使用 etcd 的程序：v2 的每个请求和监听各用一个连接，v3 只用一个连接；结束时说明用了多少。state 中有所有客户端的计数。"}},
		{"curl", "curl [-X METHOD] [-d name=value] URL", [2]string{
			"Asks a member over HTTP, as in curl http://127.0.0.1:2379/v2/keys/message -XPUT -d value=hello. Quote a URL that has an & in it.",
			"通过 HTTP 请求某个成员，例如 curl http://127.0.0.1:2379/v2/keys/message -XPUT -d value=hello。含有 & 的 URL 要加引号。"}},
	}},
	{[2]string{"The cluster", "集群"}, []helpText{
		{"cluster", "cluster N [--bare]", [2]string{
			"Replaces the cluster by a new one of N members, 0 to 101. With --bare its logs start empty.",
			"换成一个有 N 个成员（0 到 101）的新集群。加 --bare 时日志从空开始。"}},
		{"log", "log M TERM…", [2]string{
			"Sets up the log of a member of a bare cluster, by the term of each entry, as in log 2 1 1 4. Only before the first election; all members are then in the last term at least.",
			"按各条目的任期设定裸集群成员的日志，例如 log 2 1 1 4。只能在首次选举之前；此后所有成员至少处于最后的任期。"}},
		{"crash", "crash M", [2]string{
			"Stops a member: what was not durable is lost. A member is named by name, number or ID; leader is whoever leads.",
			"让一个成员崩溃：尚未落盘的内容会丢失。成员可用名字、序号或 ID 指定，leader 指当前的领导者。"}},
		{"restart", "restart M", [2]string{
			"Starts a member that has crashed, with what was durable.",
			"重新启动崩溃的成员，它只剩下已经落盘的内容。"}},
		{"pause", "pause M", [2]string{
			"Stops a member without losing anything, as a long collection of garbage does.",
			"让一个成员停住而不丢失任何内容，就像一次很长的垃圾回收。"}},
		{"resume", "resume M", [2]string{
			"Lets a paused member go on.",
			"让停住的成员继续运行。"}},
		{"timeout", "timeout M | timeout [-s SIGNAL] SPAN COMMAND", [2]string{
			"Lets a member's election timer run out now; or ends a command when the time is over.",
			"让一个成员的选举定时器立刻超时；或在时间到时结束一个命令。"}},
		{"transfer", "transfer M", [2]string{
			"Has the leader hand over to a member, which stands for election at once when it has the whole log.",
			"让领导者把领导权移交给某个成员：它一有全部日志就立即参选。"}},
		{"snapshot", "snapshot M", [2]string{
			"Has a member make a snapshot of all that it has applied. Once it is on disk the log goes, but for the last entries: option snapshot-trail.",
			"让一个成员为已应用的全部内容制作快照。快照落盘后，日志只保留最后几个条目（option snapshot-trail）。"}},
		{"compact", "compact M", [2]string{
			"Has a member drop all entries that its snapshot stands for. Who needs one of them gets the snapshot. The store's own history is dropped by etcdctl compaction.",
			"让一个成员删去由快照代替的全部条目。之后缺少这些条目的成员会收到快照。存储自己的历史由 etcdctl compaction 压缩。"}},
		{"member", "member add [--learner] | member remove M | member promote M | " + changeForm, [2]string{
			"Adds a member and starts it, removes one for good, or makes a learner a voter: through the leader's log, as etcdctl member does. With change several at once, by joint consensus.",
			"增加并启动一个成员、永久移除一个成员，或把学习者升为投票成员：经由领导者的日志，与 etcdctl member 相同。用 change 可经联合共识同时变更多项。"}},
	}},
	{[2]string{"Network and disks", "网络与磁盘"}, []helpText{
		{"cut", "cut A B|all | cut A>B | cut -d C -f N [FILE]", [2]string{
			"Cuts the link between two members, or in one direction only, or all of a member's. With -d, -f or -c it is the tool that cuts lines.",
			"切断两个成员之间的链路，或只切断一个方向，或某个成员的所有链路。带 -d、-f 或 -c 时是切分各行的工具。"}},
		{"join", "join A B|all | join A>B", [2]string{
			"Joins a link that was cut, or all of a member's.",
			"接通被切断的链路，或某个成员的所有链路。"}},
		{"partition", "partition A,B | C,D,E", [2]string{
			"Cuts all links between the groups and joins all others. Members that are not named form a group of their own.",
			"切断各组之间的所有链路，接通其余链路。没有提到的成员自成一组。"}},
		{"heal", "heal", [2]string{
			"Joins all links.",
			"接通所有链路。"}},
		{"link", "link A B|all [lan|demo|wan] [latency=40ms] [jitter=5ms] [loss=10%] [dup=1%] [reorder=5%]", [2]string{
			"Changes how messages travel. Alone on its line, link prints the link that reproduces this world.",
			"改变消息的传输方式。单独一行的 link 会打印可以重现当前世界的链接。"}},
		{"drop", "drop ID", [2]string{
			"Loses a message that is on its way.",
			"丢弃一条正在途中的消息。"}},
		{"disk", "disk M|all [latency=5ms] [jitter=1ms] [lose-unsynced=on|off] [tear=on|off] | disk M corrupt [record=N] | disk M wipe", [2]string{
			"Changes how fast a disk is, whether a crash loses what was not synced, and whether it tears the record under way. corrupt turns a bit over in a record, which stops the member at its next start; wipe empties the disk of a member that is down.",
			"改变磁盘的快慢、崩溃时是否丢失尚未同步的内容、是否撕裂正在写的记录。corrupt 翻转一条记录中的一位，成员下次启动时会因此停下；wipe 清空已停机成员的磁盘。"}},
		{"clock", "clock M|all [rate=1.5] [jump=+2s|-1s]", [2]string{
			"Makes a member's clock run faster or slower, from 0.1 to 10, or sets it ahead or back. Its timers and TTLs go by it. Without settings it shows the clocks.",
			"让成员的时钟变快或变慢（0.1 到 10），或使它向前、向后跳。它的定时器和 TTL 都以此为准。不带设置时显示时钟。"}},
		{"rule", "rule NAME off|on", [2]string{
			"Switches one of Raft's safety rules off or on again, for all members. help rules lists them.",
			"对所有成员关闭或重新打开 Raft 的一条安全规则。help rules 会列出它们。"}},
		{"option", "option NAME on|off|VALUE", [2]string{
			"Sets an extension of Raft for all members: pre-vote, check-quorum, snapshots, reads. help options lists them; state has their values.",
			"为所有成员设置 Raft 的一项扩展：预投票、法定人数检查、快照、读取。help options 会列出它们，state 中有当前值。"}},
		{"times", "times [paper|etcd] [heartbeat=50ms] [election=150ms-300ms]", [2]string{
			"Sets how often a leader is heard and after how long without it followers stand, for all members. Alone it shows the times, and what settings cannot work.",
			"为所有成员设置领导者发出心跳的间隔，以及跟随者多久听不到领导者就参选。单独使用时显示这些时间，并指出行不通的设置。"}},
		{"preset", "preset [demo|lan|wan|slow-disk|mixed]", [2]string{
			"Sets all links, disks and times as in a place where etcd runs. Loss, duplication and reordering end. Alone it lists what each sets.",
			"按 etcd 运行的环境设置所有链路、磁盘和时间，丢失、重复与乱序随之结束。单独使用时列出各项预设的内容。"}},
	}},
	{[2]string{"Time and proof", "时间与检验"}, []helpText{
		{"sleep", "sleep 10s|10|0.5", [2]string{
			"Waits in the world's own time.",
			"按世界自己的时间等待。"}},
		{"wait", "wait leader|commit N|applied N|EVENT [--for 5s]", [2]string{
			"Waits until something holds or happens, 60 s at most unless --for says otherwise; else it fails. help events lists the events. Alone, or with %1, it waits for jobs.",
			"等待某个条件成立或事件发生，默认最多 60 秒，可用 --for 指定；等不到则失败。help events 会列出事件。单独或带 %1 时等待后台任务。"}},
		{"expect", "expect PATH ==|!=|<|<=|>|>=|contains|matches VALUE", [2]string{
			"Fails, and says what it found, if a part of the state, last.stdout, last.stderr, last.code or events is not as expected.",
			"若状态的一部分、last.stdout、last.stderr、last.code 或 events 与预期不符则失败，并说明实际是什么。"}},
		{"check", "check", [2]string{
			"Says whether the safety properties have held so far.",
			"说明到目前为止各项安全性质是否都成立。"}},
		{"state", "state", [2]string{
			"Prints the world at this moment as JSON. help state names its parts.",
			"以 JSON 打印此刻的世界。help state 会列出各个部分。"}},
		{"waterfall", "waterfall [TERMINAL]", [2]string{
			"Says where the time of a terminal's newest request went, leg by leg; of the newest of all, if none is named. Only as a line of its own.",
			"逐段说明某个终端最近一次请求的时间花在哪里；不指明终端时，取所有终端中最近的请求。只能单独成行。"}},
		{"why", "why [leader|M|entry M INDEX|key KEY|lease ID|record M N|event ID]", [2]string{
			"Says why there is a leader or none, why a member is what it is, why an entry is committed or not, and what led to a key, a lease or an event: newest first, each sentence with its section of the paper and the moment for seek. Only as a line of its own.",
			"说明为什么有或没有领导者、成员为何处于现在的角色、条目为何已提交或尚未提交，以及键、租约或事件的由来：最近的在前，每句附论文章节与可供 seek 使用的时刻。只能单独成行。"}},
		{"trace", "trace [--json] [FROM [TO]]", [2]string{
			"Says what has happened between two moments, a sentence an event, or as JSON with the state and the link, as the page saves it. Only as a line of its own.",
			"说明两个时刻之间发生的事，每个事件一句；或以 JSON 打印，附状态与链接，与页面保存的相同。只能单独成行。"}},
		{"seek", "seek T", [2]string{
			"Goes to another moment of this world, as in seek 3s. Only as a line of its own.",
			"跳到这个世界的另一时刻，例如 seek 3s。只能单独成行。"}},
		{"branch", "branch", [2]string{
			"Goes on from here in a new branch; the old one stays. Only as a line of its own.",
			"从此刻起走一条新的分支，旧的分支保留。只能单独成行。"}},
		{"open", "open LINK", [2]string{
			"Opens the world of a link. Only as a line of its own.",
			"打开一个链接中的世界。只能单独成行。"}},
		{"scenario", "scenario [NAME [--with-rule]]", [2]string{
			"Plays a story in a fresh world, with the rule that it proves off, or on. Alone it lists them. Only as a line of its own.",
			"在全新的世界里演示一个情景：它所证明的规则关闭，或用 --with-rule 开启。单独使用会列出全部。只能单独成行。"}},
		{"world", "world [--nodes N] [--seed S] [--times paper|etcd] [--net lan|demo|wan] [--bare]", [2]string{
			"Begins a fresh world, as the head of a script that is to run the same everywhere. Only as a line of its own.",
			"开始一个全新的世界，写在脚本开头可使它在任何地方运行结果都相同。只能单独成行。"}},
	}},
	{[2]string{"The terminal", "终端"}, []helpText{
		{"echo", "echo [-ne] WORD…", [2]string{"Prints its words.", "打印各个词。"}},
		{"export", "export NAME=VALUE", [2]string{
			"Sets a variable that commands see, such as ETCDCTL_ENDPOINTS. NAME=VALUE alone sets one for the shell.",
			"设置命令能看到的变量，例如 ETCDCTL_ENDPOINTS。单独的 NAME=VALUE 只在终端里有效。"}},
		{"true", "true", [2]string{"Succeeds.", "总是成功。"}},
		{"false", "false", [2]string{"Fails.", "总是失败。"}},
		{":", ":", [2]string{"Succeeds.", "总是成功。"}},
		{"history", "history", [2]string{"Prints the lines that were run.", "打印执行过的各行。"}},
		{"clear", "clear", [2]string{"Empties the screen.", "清空屏幕。"}},
		{"terminal", "terminal [NAME]", [2]string{"Opens another terminal.", "再打开一个终端。"}},
		{"type", "type TERMINAL LINE", [2]string{
			"Types a line into a terminal and does not wait for its end. Only as a line of its own.",
			"在某个终端输入一行，不等它结束。只能单独成行。"}},
		{"help", "help [VERB|events|options|rules|state]", [2]string{"Prints this, or more about one thing.", "打印本说明，或某一项的详细说明。"}},
	}},
	helpShell,
	helpTools,
}

// helpClosing ends the overview.
var helpClosing = [2]string{
	"The shell has ; && || | & and < > <<, $NAME $(…) $((…)), for, while, if, case and functions. Ctrl-C ends what runs.\n",
	"Shell 支持 ; && || | & 与 < > <<、$NAME $(…) $((…))、for、while、if、case 和函数。Ctrl-C 结束正在运行的命令。\n",
}

// helpState names the parts of the state.
var helpState = [2]string{
	`time_ms                      the time since the world began, in milliseconds
seed                         what all chance follows from
modified_rules               the rules that are or were off
options.NAME                 the extensions of Raft, as help options lists them: on, off or a number
members.NAME.role            follower, pre-candidate, candidate, leader or learner
members.NAME.up              true or false
members.NAME.clock_rate .clock_offset_ms   how its own clock runs, and by how much it is ahead
members.NAME.failure         why it is down though it was started, or ""
members.NAME.records         the records on its disk: first, last, corrupt
members.NAME.term .vote .leader .commit .applied .revision .compact_revision .keys .leases
members.NAME.changes .v2_index .v2_nodes .v2_events   what v3 keeps of its history; v2's index, keys and events
members.NAME.log             the entries: index, term, kind, summary, committed, durable
members.NAME.election_deadline_ms
messages                     what is on its way: id, type, from, to, sent_ms, arrives_ms, term
leases                       id, ttl_s, remaining_ms, keys
watches                      who watches what
clients                      what each client's exchanges with a member have cost: client, member,
                             protocol (http or grpc), connections, open, requests, answers, sent_bytes, received_bytes
violations                   the safety properties that were broken
events                       what has happened, for expect
last.stdout .stderr .code    of the last command, for expect
`,
	`time_ms                      世界开始以来的时间，以毫秒计
seed                         所有随机性的来源
modified_rules               正被关闭或曾被关闭的规则
options.NAME                 Raft 的各项扩展，名称见 help options：on、off 或数值
members.NAME.role            follower、pre-candidate、candidate、leader 或 learner
members.NAME.up              true 或 false
members.NAME.clock_rate .clock_offset_ms   它自己的时钟的快慢，以及超前多少
members.NAME.failure         已启动却停机的原因，没有则为 ""
members.NAME.records         磁盘上的记录：first、last、corrupt
members.NAME.term .vote .leader .commit .applied .revision .compact_revision .keys .leases
members.NAME.changes .v2_index .v2_nodes .v2_events   v3 保留的历史；v2 的索引、键与事件
members.NAME.log             日志条目：index、term、kind、summary、committed、durable
members.NAME.election_deadline_ms
messages                     途中的消息：id、type、from、to、sent_ms、arrives_ms、term
leases                       id、ttl_s、remaining_ms、keys
watches                      谁在监听什么
clients                      每个客户端与某个成员的往来用了多少：client、member、protocol（http 或 grpc）、
                             connections、open、requests、answers、sent_bytes、received_bytes
violations                   被破坏的安全性质
events                       发生过的事件，供 expect 使用
last.stdout .stderr .code    上一条命令的输出与退出码，供 expect 使用
`,
}

// helpUnknown is what help says where it knows nothing.
var helpUnknown = [2]string{"help: nothing is known about '%s'%s\n", "help: 没有关于 '%s' 的说明%s\n"}
