package raft

// The kinds of messages, as they are written.
const (
	requestVoteKind uint64 = iota + 1
	voteReplyKind
	appendEntriesKind
	appendAcceptedKind
	appendRefusedKind
	forwardKind
	readRequestKind
	readReplyKind
	preVoteKind
	preVoteReplyKind
	timeoutNowKind
	installSnapshotKind
	snapshotReplyKind
)

func kindOf(m Message) uint64 {
	switch m.(type) {
	case RequestVote:
		return requestVoteKind
	case VoteReply:
		return voteReplyKind
	case AppendEntries:
		return appendEntriesKind
	case AppendAccepted:
		return appendAcceptedKind
	case AppendRefused:
		return appendRefusedKind
	case Forward:
		return forwardKind
	case ReadRequest:
		return readRequestKind
	case ReadReply:
		return readReplyKind
	case PreVote:
		return preVoteKind
	case PreVoteReply:
		return preVoteReplyKind
	case TimeoutNow:
		return timeoutNowKind
	case InstallSnapshot:
		return installSnapshotKind
	case SnapshotReply:
		return snapshotReplyKind
	}
	return 0
}

// codeAs codes a message whose kind is known.
func codeAs[M Message](c Coder, m *Message, code func(*M)) {
	var body M
	if c.Decoding() {
		code(&body)
		*m = body
		return
	}
	body = (*m).(M)
	code(&body)
}

// CodeMessage walks over a message of any kind. It puts a VoteReply in the
// place of one whose kind does not exist.
func CodeMessage(c Payloads, m *Message) {
	kind := kindOf(*m)
	c.Uint64(&kind)
	switch kind {
	case requestVoteKind:
		codeAs(c, m, func(v *RequestVote) {
			code(c, &v.From)
			code(c, &v.Term)
			code(c, &v.LastIndex)
			code(c, &v.LastTerm)
			c.Bool(&v.Transfer)
		})
	case voteReplyKind:
		codeAs(c, m, func(v *VoteReply) {
			code(c, &v.From)
			code(c, &v.Term)
			c.Bool(&v.Granted)
		})
	case appendEntriesKind:
		codeAs(c, m, func(v *AppendEntries) {
			code(c, &v.From)
			code(c, &v.Term)
			code(c, &v.PrevIndex)
			code(c, &v.PrevTerm)
			code(c, &v.Commit)
			c.Uint64(&v.Round)
			codeList(c, &v.Entries, func(e *Entry) { e.code(c) })
		})
	case appendAcceptedKind:
		codeAs(c, m, func(v *AppendAccepted) {
			code(c, &v.From)
			code(c, &v.Term)
			code(c, &v.Match)
			c.Uint64(&v.Round)
		})
	case appendRefusedKind:
		codeAs(c, m, func(v *AppendRefused) {
			code(c, &v.From)
			code(c, &v.Term)
			code(c, &v.PrevIndex)
			code(c, &v.Last)
			code(c, &v.ConflictTerm)
			code(c, &v.ConflictIndex)
			c.Uint64(&v.Round)
		})
	case forwardKind:
		codeAs(c, m, func(v *Forward) {
			code(c, &v.From)
			code(c, &v.Term)
			c.Uint64(&v.Seq)
			v.Proposal.code(c)
		})
	case readRequestKind:
		codeAs(c, m, func(v *ReadRequest) {
			code(c, &v.From)
			code(c, &v.Term)
			c.Uint64(&v.Seq)
		})
	case readReplyKind:
		codeAs(c, m, func(v *ReadReply) {
			code(c, &v.From)
			code(c, &v.Term)
			c.Uint64(&v.Seq)
			code(c, &v.Index)
		})
	case preVoteKind:
		codeAs(c, m, func(v *PreVote) {
			code(c, &v.From)
			code(c, &v.Term)
			code(c, &v.LastIndex)
			code(c, &v.LastTerm)
		})
	case preVoteReplyKind:
		codeAs(c, m, func(v *PreVoteReply) {
			code(c, &v.From)
			code(c, &v.Term)
			code(c, &v.Asked)
			c.Bool(&v.Granted)
		})
	case timeoutNowKind:
		codeAs(c, m, func(v *TimeoutNow) {
			code(c, &v.From)
			code(c, &v.Term)
		})
	case installSnapshotKind:
		codeAs(c, m, func(v *InstallSnapshot) {
			code(c, &v.From)
			code(c, &v.Term)
			v.Snapshot.code(c)
			c.Uint64(&v.Offset)
			c.Uint64(&v.Length)
		})
	case snapshotReplyKind:
		codeAs(c, m, func(v *SnapshotReply) {
			code(c, &v.From)
			code(c, &v.Term)
			code(c, &v.Index)
			c.Uint64(&v.Received)
		})
	default:
		c.Fail("a message of the unknown kind %d", kind)
		*m = VoteReply{}
	}
}
