package narrate

// passage is what the paper or the dissertation says of a function of
// core/raft: where it says so, and its sentence.
type passage struct {
	function string
	source   pair
	text     pair
}

// The sources that several are from.
var (
	allServers  = pair{"Figure 2, Rules for Servers, All Servers", "图 2，服务器规则，所有服务器"}
	followers   = pair{"Figure 2, Rules for Servers, Followers", "图 2，服务器规则，跟随者"}
	candidates  = pair{"Figure 2, Rules for Servers, Candidates", "图 2，服务器规则，候选人"}
	leaders     = pair{"Figure 2, Rules for Servers, Leaders", "图 2，服务器规则，领导者"}
	appendRPC   = pair{"Figure 2, AppendEntries RPC, Receiver implementation", "图 2，AppendEntries RPC，接收者的实现"}
	voteRPC     = pair{"Figure 2, RequestVote RPC, Receiver implementation", "图 2，RequestVote RPC，接收者的实现"}
	snapshotRPC = pair{"Figure 13, InstallSnapshot RPC, Receiver implementation", "图 13，InstallSnapshot RPC，接收者的实现"}
	preVoting   = pair{"Dissertation, §9.6, pre-vote", "博士论文 §9.6，预投票"}
	transfers   = pair{"Dissertation, §3.10, leadership transfer", "博士论文 §3.10，移交领导权"}
	reading     = pair{"Dissertation, §6.4, reads without the log", "博士论文 §6.4，不经日志的读取"}
	changing    = pair{"Dissertation, §4.1, changes of the membership", "博士论文 §4.1，成员变更"}
	proposing   = pair{"Paper, §8, client interaction", "论文 §8，与客户端的交互"}
	persisting  = pair{"Paper, §5.1 and Figure 2, persistent state", "论文 §5.1 与图 2，持久状态"}
)

// passages has every function of core/raft that an event can lead to.
var passages = [...]passage{
	{"Start", pair{"Paper, §5.2, leader election", "论文 §5.2，领导者选举"}, pair{
		"When servers start up, they begin as followers.",
		"服务器启动时都是跟随者。"}},
	{"startElection", followers, pair{
		"If election timeout elapses without receiving AppendEntries RPC from current leader or granting vote to candidate: convert to candidate (§5.2).",
		"选举超时内既没有收到当前领导者的 AppendEntries，也没有投票给候选人：转为候选人（§5.2）。"}},
	{"becomeCandidate", candidates, pair{
		"On conversion to candidate, start election: increment currentTerm, vote for self, reset election timer, send RequestVote RPCs to all other servers (§5.2).",
		"转为候选人即开始选举：currentTerm 加一，投票给自己，重置选举定时器，向其他所有服务器发送 RequestVote（§5.2）。"}},
	{"handleRequestVote", voteRPC, pair{
		"1. Reply false if term < currentTerm (§5.1). 2. If votedFor is null or candidateId, and candidate’s log is at least as up-to-date as receiver’s log, grant vote (§5.2, §5.4).",
		"1. term < currentTerm 时答复 false（§5.1）。2. votedFor 为空或就是 candidateId，且候选人的日志至少与自己的一样新：投票给它（§5.2、§5.4）。"}},
	{"handleVoteReply", candidates, pair{
		"If votes received from majority of servers: become leader (§5.2). A refusal is no vote.",
		"得到过半服务器的选票：成为领导者（§5.2）。拒绝不算选票。"}},
	{"countVote", candidates, pair{
		"If votes received from majority of servers: become leader (§5.2).",
		"得到过半服务器的选票：成为领导者（§5.2）。"}},
	{"seeHigherTerm", allServers, pair{
		"If RPC request or response contains term T > currentTerm: set currentTerm = T, convert to follower (§5.1).",
		"RPC 请求或答复中的任期 T > currentTerm：令 currentTerm = T，转为跟随者（§5.1）。"}},
	{"hearLeader", candidates, pair{
		"If AppendEntries RPC received from new leader: convert to follower (§5.2).",
		"收到新领导者的 AppendEntries：转为跟随者（§5.2）。"}},
	{"heartbeat", leaders, pair{
		"Send initial empty AppendEntries RPCs (heartbeat) to each server; repeat during idle periods to prevent election timeouts (§5.2).",
		"向每台服务器发送空的 AppendEntries（心跳）；空闲时重复发送，使选举不会超时（§5.2）。"}},
	{"sendAppend", leaders, pair{
		"If last log index ≥ nextIndex for a follower: send AppendEntries RPC with log entries starting at nextIndex (§5.3).",
		"日志最后的索引 ≥ 某跟随者的 nextIndex：向它发送 AppendEntries，带上从 nextIndex 起的条目（§5.3）。"}},
	{"handleAppendEntries", appendRPC, pair{
		"1. Reply false if term < currentTerm (§5.1). 2. Reply false if log doesn’t contain an entry at prevLogIndex whose term matches prevLogTerm (§5.3). 5. If leaderCommit > commitIndex, set commitIndex = min(leaderCommit, index of last new entry).",
		"1. term < currentTerm 时答复 false（§5.1）。2. 日志在 prevLogIndex 处没有任期为 prevLogTerm 的条目时答复 false（§5.3）。5. leaderCommit > commitIndex 时，令 commitIndex = min（leaderCommit，最后一个新条目的索引）。"}},
	{"refuseAppend", appendRPC, pair{
		"2. Reply false if log doesn’t contain an entry at prevLogIndex whose term matches prevLogTerm (§5.3).",
		"2. 日志在 prevLogIndex 处没有任期为 prevLogTerm 的条目时答复 false（§5.3）。"}},
	{"acceptAppend", appendRPC, pair{
		"3. If an existing entry conflicts with a new one, delete the existing entry and all that follow it (§5.3). 4. Append any new entries not already in the log. Then reply true, once they are durable (§5.1).",
		"3. 已有条目与新条目冲突时，删除它及其后的所有条目（§5.3）。4. 追加日志中还没有的新条目。待其落盘，答复 true（§5.1）。"}},
	{"handleAppendAccepted", leaders, pair{
		"If successful: update nextIndex and matchIndex for follower (§5.3).",
		"成功：更新该跟随者的 nextIndex 与 matchIndex（§5.3）。"}},
	{"handleAppendRefused", leaders, pair{
		"If AppendEntries fails because of log inconsistency: decrement nextIndex and retry (§5.3).",
		"AppendEntries 因日志不一致而失败：减小 nextIndex 后重试（§5.3）。"}},
	{"advanceCommit", leaders, pair{
		"If there exists an N such that N > commitIndex, a majority of matchIndex[i] ≥ N, and log[N].term == currentTerm: set commitIndex = N (§5.3, §5.4).",
		"存在 N > commitIndex，过半的 matchIndex[i] ≥ N，且 log[N].term == currentTerm：令 commitIndex = N（§5.3、§5.4）。"}},
	{"apply", allServers, pair{
		"If commitIndex > lastApplied: increment lastApplied, apply log[lastApplied] to state machine (§5.3).",
		"commitIndex > lastApplied：lastApplied 加一，把 log[lastApplied] 应用到状态机（§5.3）。"}},
	{"flush", persisting, pair{
		"Servers update currentTerm, votedFor and log on stable storage before responding to RPCs.",
		"服务器先把 currentTerm、votedFor 与日志写入稳定存储，再答复 RPC。"}},
	{"written", persisting, pair{
		"What was held back until the disk has it can now be said: votes, acknowledgements, the leader’s own copy.",
		"等待落盘的内容现在可以说出：选票、确认、领导者自己的副本。"}},
	{"take", proposing, pair{
		"A server that is not the leader rejects the request and tells of the leader; here, as in etcd, it passes the proposal on.",
		"不是领导者的服务器拒绝请求并告知谁是领导者；这里与 etcd 一样，代为转发提案。"}},
	{"refuses", proposing, pair{
		"Only the leader takes proposals, and none while it hands over (§3.10).",
		"只有领导者接受提案，移交期间也不接受（§3.10）。"}},
	{"takeForwarded", proposing, pair{
		"A leader appends what another passed on once, and what was meant for an earlier term not at all.",
		"领导者对转发来的提案只追加一次；属于更早任期的一概不收。"}},
	{"uncommittedFull", pair{"etcd’s Raft, a limit on uncommitted bytes", "etcd 的 Raft，未提交字节数的上限"}, pair{
		"A leader takes no more while it has not committed what it has taken: its log would grow without bounds.",
		"领导者已接受的尚未提交时不再接受更多，否则日志会无限增长。"}},
	{"read", reading, pair{
		"The leader notes its commit index, learns from a quorum that it still leads, and answers from a state that has applied that index.",
		"领导者记下提交索引，向法定多数确认自己仍是领导者，再以已应用到该索引的状态作答。"}},
	{"startReads", reading, pair{
		"If the leader has not yet marked an entry from its current term committed, it waits until it has done so. Then it sends a round of heartbeats.",
		"领导者若尚未提交本任期的条目，就先等待；然后发出一轮心跳。"}},
	{"answerReads", reading, pair{
		"It waits for acknowledgments from a majority; then there could not have been a leader for a greater term when the heartbeats were sent.",
		"等过半成员确认之后，便知发出心跳时不可能已有更高任期的领导者。"}},
	{"finishRead", reading, pair{
		"The read waits until the state machine has applied the index that the leader named.",
		"读取要等状态机应用到领导者所给的索引。"}},
	{"dropReads", reading, pair{
		"One who leads no more cannot confirm reads: they are given up, and asked again.",
		"不再是领导者就无法确认读取：放弃它们，由请求者重新询问。"}},
	{"startPreVote", preVoting, pair{
		"A candidate only increments its term if it first learns from a majority of the cluster that they would be willing to grant the candidate their votes.",
		"候选人先得知过半成员愿意投票给它，才增加自己的任期。"}},
	{"handlePreVote", preVoting, pair{
		"A server would vote if the candidate’s log is sufficiently up-to-date, and it has not heard from a valid leader for at least a baseline election timeout.",
		"候选人的日志足够新，且自己至少一个选举超时没有听到领导者，才表示愿意投票。"}},
	{"handlePreVoteReply", preVoting, pair{
		"Who would not vote is counted too; the term stays as it is.",
		"不愿投票的也计入；任期不变。"}},
	{"countPreVote", preVoting, pair{
		"Once a majority would vote for it, the server becomes a candidate in the next term.",
		"过半成员愿意投票之后，服务器在下一任期成为候选人。"}},
	{"ignoresVote", pair{"Dissertation, §4.2.3, disruptive servers", "博士论文 §4.2.3，有领导者时不投票"}, pair{
		"If a server receives a RequestVote request within the minimum election timeout of hearing from a current leader, it does not update its term or grant its vote.",
		"服务器在听到当前领导者后的最小选举超时内收到 RequestVote，既不更新任期，也不投票。"}},
	{"checkQuorum", pair{"Dissertation, §6.2, a leader checks its quorum", "博士论文 §6.2，领导者检查法定多数"}, pair{
		"A leader in Raft steps down if an election timeout elapses without a successful round of heartbeats to a majority of its cluster.",
		"一个选举超时内心跳没有得到过半成员的回应，领导者就退位。"}},
	{"startTransfer", transfers, pair{
		"1. The prior leader stops accepting new client requests. 2. The prior leader fully updates the target server’s log to match its own.",
		"1. 原领导者停止接受新的客户端请求。2. 原领导者使目标的日志与自己的完全一致。"}},
	{"handOver", transfers, pair{
		"3. The prior leader sends a TimeoutNow request to the target server.",
		"3. 原领导者向目标发送 TimeoutNow。"}},
	{"pursueTransfer", transfers, pair{
		"If leadership transfer does not complete after about an election timeout, the prior leader aborts the transfer and resumes accepting client requests.",
		"约一个选举超时后移交仍未完成，原领导者便中止移交，重新接受客户端请求。"}},
	{"handleTimeoutNow", transfers, pair{
		"This request has the same effect as the target server’s election timer firing: it starts a new election.",
		"这个请求等同于目标的选举定时器到期：它开始新的选举。"}},
	{"handleInstallSnapshot", snapshotRPC, pair{
		"1. Reply immediately if term < currentTerm. 2. Create new snapshot file if first chunk. 3. Write data into snapshot file at given offset. 4. Reply and wait for more data chunks if done is false.",
		"1. term < currentTerm 时立即答复。2. 第一块则新建快照文件。3. 把数据写到给定的偏移处。4. done 为 false 时答复并等待其余各块。"}},
	{"install", snapshotRPC, pair{
		"6. If existing log entry has same index and term as snapshot’s last included entry, retain log entries following it and reply. 7. Discard the entire log. 8. Reset state machine using snapshot contents.",
		"6. 日志中有与快照最后条目索引、任期都相同的条目时，保留其后的条目并答复。7. 丢弃整个日志。8. 以快照内容重置状态机。"}},
	{"restore", snapshotRPC, pair{
		"8. Reset state machine using snapshot contents (and load snapshot’s cluster configuration).",
		"8. 以快照内容重置状态机（并载入快照中的集群配置）。"}},
	{"handleSnapshotReply", pair{"Paper, §7, log compaction", "论文 §7，日志压缩"}, pair{
		"The leader sends the chunks of a snapshot in order, each once the one before has arrived.",
		"领导者按次序发送快照的各块，前一块到达后再发下一块。"}},
	{"refusesChange", changing, pair{
		"Only one server is added or removed at a time, after the change before is committed, and after an entry of the leader’s own term is.",
		"每次只增减一台服务器，且须在上一次变更提交之后、领导者本任期的条目提交之后。"}},
	{"finishChange", pair{"Dissertation, §4.2.2, removing the current leader", "博士论文 §4.2.2，移除当前领导者"}, pair{
		"A leader that is removed from the configuration steps down once that is committed.",
		"被移出配置的领导者在该变更提交之后退位。"}},
}

// Passage returns what the paper or the dissertation says of a function of
// core/raft, and where; nothing of others.
func Passage(lang Lang, function string) (source, text string, ok bool) {
	for i := range passages {
		if p := &passages[i]; p.function == function {
			return p.source[lang], p.text[lang], true
		}
	}
	return "", "", false
}
