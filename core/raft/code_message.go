package raft

// message is a kind of messages.
func message[M Message](walk func(Payloads, *M)) kind[Payloads, Message] {
	return kindOf[M, Payloads, Message](walk)
}

// messages are the kinds of messages, in the order of the numbers that stand for them
// where they are written. A new one goes last.
var messages = []kind[Payloads, Message]{
	message(func(c Payloads, v *RequestVote) {
		code(c, &v.From)
		code(c, &v.Term)
		code(c, &v.LastIndex)
		code(c, &v.LastTerm)
		c.Bool(&v.Transfer)
	}),
	message(func(c Payloads, v *VoteReply) {
		code(c, &v.From)
		code(c, &v.Term)
		c.Bool(&v.Granted)
	}),
	message(func(c Payloads, v *AppendEntries) {
		code(c, &v.From)
		code(c, &v.Term)
		code(c, &v.PrevIndex)
		code(c, &v.PrevTerm)
		code(c, &v.Commit)
		c.Uint64(&v.Round)
		codeList(c, &v.Entries, func(e *Entry) { e.code(c) })
	}),
	message(func(c Payloads, v *AppendAccepted) {
		code(c, &v.From)
		code(c, &v.Term)
		code(c, &v.Match)
		c.Uint64(&v.Round)
	}),
	message(func(c Payloads, v *AppendRefused) {
		code(c, &v.From)
		code(c, &v.Term)
		code(c, &v.PrevIndex)
		code(c, &v.Last)
		code(c, &v.ConflictTerm)
		code(c, &v.ConflictIndex)
		c.Uint64(&v.Round)
	}),
	message(func(c Payloads, v *Forward) {
		code(c, &v.From)
		code(c, &v.Term)
		c.Uint64(&v.Seq)
		v.Proposal.code(c)
	}),
	message(func(c Payloads, v *ReadRequest) {
		code(c, &v.From)
		code(c, &v.Term)
		c.Uint64(&v.Seq)
	}),
	message(func(c Payloads, v *ReadReply) {
		code(c, &v.From)
		code(c, &v.Term)
		c.Uint64(&v.Seq)
		code(c, &v.Index)
	}),
	message(func(c Payloads, v *PreVote) {
		code(c, &v.From)
		code(c, &v.Term)
		code(c, &v.LastIndex)
		code(c, &v.LastTerm)
	}),
	message(func(c Payloads, v *PreVoteReply) {
		code(c, &v.From)
		code(c, &v.Term)
		code(c, &v.Asked)
		c.Bool(&v.Granted)
	}),
	message(func(c Payloads, v *TimeoutNow) {
		code(c, &v.From)
		code(c, &v.Term)
	}),
	message(func(c Payloads, v *InstallSnapshot) {
		code(c, &v.From)
		code(c, &v.Term)
		v.Snapshot.code(c)
		c.Uint64(&v.Offset)
		c.Uint64(&v.Length)
	}),
	message(func(c Payloads, v *SnapshotReply) {
		code(c, &v.From)
		code(c, &v.Term)
		code(c, &v.Index)
		c.Uint64(&v.Received)
	}),
}

// CodeMessage walks over a message of any kind. It puts a VoteReply in the
// place of one whose kind does not exist.
func CodeMessage(c Payloads, m *Message) {
	if kind, ok := codeKind(c, m, messages); !ok {
		c.Fail("a message of the unknown kind %d", kind)
		*m = VoteReply{}
	}
}
