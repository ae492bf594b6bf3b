package narrate

import "raftarium/core/raft"

// ruleText is what is said of a rule: its name, and what would happen without
// it.
type ruleText struct {
	rule          raft.Rule
	name, without pair
}

var ruleTexts = [...]ruleText{
	{raft.VoteOnce, pair{"vote once a term", "每个任期只投一票"}, pair{
		"A server votes for at most one candidate in a term. Without this rule, two candidates can both win the same term.",
		"每台服务器在一个任期内至多投票给一个候选人。没有这条规则，同一任期可能选出两位领导者。"}},
	{raft.VoteDurable, pair{"vote is durable before it is told", "选票落盘后才告知"}, pair{
		"A server tells its vote only once it is on disk. Without this rule, it can crash, forget its vote and vote again.",
		"选票写入磁盘之后才告知候选人。没有这条规则，服务器崩溃后会忘记已投的票，再投一次。"}},
	{raft.LogUpToDate, pair{"candidate’s log is up to date", "候选人的日志必须够新"}, pair{
		"A candidate gets no vote from a server whose log is more up to date. Without this rule, a leader may lack committed entries.",
		"日志比候选人新的服务器不投票给它。没有这条规则，领导者可能缺少已提交的条目。"}},
	{raft.CommitOwnTerm, pair{"commit entries of the own term only", "只凭本任期条目提交"}, pair{
		"A leader commits by counting only copies of entries of its own term. Without this rule, a committed entry can be overwritten.",
		"领导者只凭本任期条目的副本数来提交。没有这条规则，已提交的条目可能被覆盖。"}},
	{raft.ConsistencyCheck, pair{"AppendEntries consistency check", "AppendEntries 一致性检查"}, pair{
		"A follower appends only after an entry that it shares with the leader. Without this rule, logs differ before entries that agree.",
		"跟随者只在与领导者一致的条目之后追加。没有这条规则，相同条目之前的日志可能不同。"}},
	{raft.StepDown, pair{"step down on a higher term", "遇到更高任期就退位"}, pair{
		"A server that sees a higher term becomes a follower in it. Without this rule, an old leader carries on in a term that is not its own.",
		"服务器见到更高的任期就成为其跟随者。没有这条规则，旧领导者会在不属于它的任期里继续当领导者。"}},
	{raft.AppendDurable, pair{"append is durable before it is acknowledged", "条目落盘后才确认"}, pair{
		"A follower acknowledges an entry only once it is on disk. Without this rule, a crash can take away a copy that was counted.",
		"条目写入磁盘之后才确认。没有这条规则，已计入的副本可能因崩溃而丢失。"}},
	{raft.QuorumIsMajority, pair{"a quorum is a majority", "法定人数须过半"}, pair{
		"More than half of the servers must agree, so any two quorums share one. Without this rule, two halves can decide differently.",
		"须有过半服务器同意，因此任意两个法定集合必有交集。没有这条规则，两半可能各行其是。"}},
	{raft.ReadQuorum, pair{"a quorum confirms each read", "读取须经法定多数确认"}, pair{
		"A leader reads only once a quorum has answered since. Without this rule, one that was replaced reads what is out of date.",
		"领导者在法定多数回应之后才读取。没有这条规则，已被取代的领导者会读到旧值。"}},
	{raft.ReadOwnTerm, pair{"read after the first commit of the term", "本任期首次提交后才可读"}, pair{
		"A leader reads only once it has committed an entry of its term. Without this rule, it may not know yet what is committed.",
		"领导者提交过本任期的条目之后才可读取。没有这条规则，它可能尚不知道哪些条目已提交。"}},
	{raft.LeaseKeepsLeader, pair{"a lease binds the voters", "租约约束投票者"}, pair{
		"With leases, a server that heard the leader elects no other for an election timeout. Without this rule, two lead at once and one reads old values.",
		"启用租约时，听到领导者的服务器在选举超时内不选他人。没有这条规则，会有两位领导者，其一读到旧值。"}},
	{raft.LeaseFromSend, pair{"a lease begins when heartbeats leave", "租约从发出心跳时算起"}, pair{
		"A lease counts from when its heartbeats were sent. Without this rule, slow answers make it outlast the followers’ patience.",
		"租约从心跳发出时算起。没有这条规则，答复一慢，租约就会长过跟随者的等待时间。"}},
	{raft.RestartKeepsLeader, pair{"a lease outlives a restart", "重启后仍守租约"}, pair{
		"With leases, a server votes for nobody until an election timeout after its start. Without this rule, a restart makes it forget the leader.",
		"启用租约时，服务器启动后的一个选举超时内不投票。没有这条规则，它重启后会忘记领导者。"}},
	{raft.TransferEndsLease, pair{"a transfer ends the lease", "移交即放弃租约"}, pair{
		"A leader that told another to stand gives up its lease. Without this rule, it may read old values while the other leads.",
		"领导者让他人参选后即放弃租约。没有这条规则，新领导者上任后它仍可能读到旧值。"}},
	{raft.SnapshotDurable, pair{"a snapshot is durable before the log is cut", "快照落盘后才截断日志"}, pair{
		"A server drops entries only once the snapshot that stands for them is on disk. Without this rule, a crash between the two loses both.",
		"快照写入磁盘之后才丢弃它所代替的条目。没有这条规则，两者之间的崩溃会使两者皆失。"}},
	{raft.SnapshotLate, pair{"a late snapshot is ignored", "忽略迟到的快照"}, pair{
		"A server ignores a snapshot of what it has committed already. Without this rule, a late one takes back entries that were counted.",
		"服务器忽略自己早已提交部分的快照。没有这条规则，迟到的快照会使已计入的条目丢失。"}},
	{raft.OneChange, pair{"one membership change at a time", "成员变更一次一项"}, pair{
		"A leader begins no change of the membership before the last is committed. Without this rule, two majorities need not share a server.",
		"上一项成员变更提交之前，领导者不开始下一项。没有这条规则，两个多数可能没有交集。"}},
	{raft.ChangeOwnTerm, pair{"change after the first commit of the term", "本任期首次提交后才可变更"}, pair{
		"A leader changes the membership only once it has committed an entry of its term. Without this rule, changes of two leaders can miss each other.",
		"领导者提交过本任期的条目之后才可变更成员。没有这条规则，两位领导者的变更可能互不知晓。"}},
	{raft.JointConsensus, pair{"old and new voters both agree", "新旧投票成员都须同意"}, pair{
		"Several changes at once need majorities of the old and of the new voters. Without this rule, each set can decide alone.",
		"同时变更多项时，须新旧两组投票成员各自过半同意。没有这条规则，两组可能各自决定。"}},
	{raft.LearnersDoNotVote, pair{"learners do not vote", "学习者不投票"}, pair{
		"A learner gets the log and counts for nothing. Without this rule, entries are committed that a majority of the voters lacks.",
		"学习者接收日志，但不计入法定人数。没有这条规则，多数投票成员所缺的条目也会被提交。"}},
}

// RuleName returns the short name of a rule, as in "vote once a term".
func RuleName(lang Lang, rule raft.Rule) string {
	for i := range ruleTexts {
		if ruleTexts[i].rule == rule {
			return ruleTexts[i].name.in(lang)
		}
	}
	return rule.String()
}

// RuleText says what a rule is, and what can happen without it.
func RuleText(lang Lang, rule raft.Rule) string {
	for i := range ruleTexts {
		if ruleTexts[i].rule == rule {
			return ruleTexts[i].without.in(lang)
		}
	}
	return ""
}

// propertyText is what is said of a property: its name, and what it says.
type propertyText struct {
	property   string
	name, says pair
}

// propertyTexts are the properties of Figure 3, in its words, and what clients
// see of them.
var propertyTexts = [...]propertyText{
	{"election-safety", pair{"Election Safety", "选举安全性"}, pair{
		"At most one leader can be elected in a given term.",
		"一个任期内至多选出一位领导者。"}},
	{"leader-append-only", pair{"Leader Append-Only", "领导者只追加"}, pair{
		"A leader never overwrites or deletes entries in its log; it only appends new entries.",
		"领导者从不覆盖或删除自己日志中的条目，只追加新条目。"}},
	{"log-matching", pair{"Log Matching", "日志匹配性"}, pair{
		"If two logs contain an entry with the same index and term, then the logs are identical in all entries up through that index.",
		"若两份日志在某一索引处的条目任期相同，则到该索引为止的所有条目都相同。"}},
	{"leader-completeness", pair{"Leader Completeness", "领导者完整性"}, pair{
		"If an entry is committed in a term, it will be present in the logs of the leaders of all higher terms.",
		"若某条目在一个任期内已提交，则它必在所有更高任期的领导者的日志中。"}},
	{"state-machine-safety", pair{"State Machine Safety", "状态机安全性"}, pair{
		"If a server has applied an entry at an index, no other server will ever apply a different entry for the same index.",
		"若一台服务器应用了某一索引处的条目，其他服务器绝不会在同一索引处应用不同的条目。"}},
	{"acknowledged-write", pair{"Acknowledged writes are kept", "已确认的写入不丢失"}, pair{
		"What a client was told to be written is in the log of every later leader.",
		"已向客户端确认的写入，必在此后每位领导者的日志中。"}},
	{"durable-before-promised", pair{"Durable before promised", "先持久化后承诺"}, pair{
		"A server answers only when what it promises, a vote or entries, is on its disk.",
		"服务器承诺的选票或条目，必先写入磁盘，然后才答复。"}},
	{"quorums-overlap", pair{"Quorums overlap", "法定集合必有交集"}, pair{
		"At no moment do two quorums of different configurations exist that share no server.",
		"任何时刻都不存在分属不同配置而没有共同服务器的两个法定集合。"}},
	{"linearizability", pair{"Linearizability", "线性一致性"}, pair{
		"Every request seems to take effect at one moment between its being sent and its being answered. Checked here: no answer is older than one before.",
		"每个请求都仿佛在发出与得到答复之间的某一时刻生效。这里检查：答复不比先前的更旧。"}},
	{"liveness", pair{"Liveness", "活性"}, pair{
		"When nothing is broken, a leader is found within ten election timeouts and every request is answered. Until then it waits.",
		"没有故障时，十个选举超时之内必有领导者，每个请求都得到答复。有故障时只是等待。"}},
}

// PropertyName returns the name of a property, as in "Election Safety" for
// "election-safety". One that is not known keeps its name.
func PropertyName(lang Lang, property string) string {
	for i := range propertyTexts {
		if propertyTexts[i].property == property {
			return propertyTexts[i].name.in(lang)
		}
	}
	return property
}

// PropertyText returns what a property says, or nothing if it is not known.
func PropertyText(lang Lang, property string) string {
	for i := range propertyTexts {
		if propertyTexts[i].property == property {
			return propertyTexts[i].says.in(lang)
		}
	}
	return ""
}
