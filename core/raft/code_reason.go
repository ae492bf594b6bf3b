package raft

// reason is a kind of reasons.
func reason[R Reason](walk func(Coder, *R)) kind[Coder, Reason] {
	return kindOf[R, Coder, Reason](walk)
}

// promises are the kinds of reasons that a promise can have, in the order of the
// numbers that stand for them where they are written. A new one goes last.
var promises = []kind[Coder, Reason]{
	reason(func(Coder, *AsksForVotes) {}),
	reason(func(c Coder, v *VoteGranted) {
		code(c, &v.Candidate)
		code(c, &v.Term)
		code(c, &v.OldTerm)
		code(c, &v.LastIndex)
		code(c, &v.OwnLast)
		code(c, &v.LastTerm)
		code(c, &v.OwnTerm)
	}),
	reason(func(c Coder, v *StaleTerm) {
		code(c, &v.Theirs)
		code(c, &v.Ours)
	}),
	reason(func(c Coder, v *VotedAlready) {
		code(c, &v.For)
		code(c, &v.Term)
	}),
	reason(func(c Coder, v *LogBehind) {
		code(c, &v.LastIndex)
		code(c, &v.OwnLast)
		code(c, &v.LastTerm)
		code(c, &v.OwnTerm)
	}),
	reason(func(Coder, *EntriesMatch) {}),
	reason(func(c Coder, v *EntryMissing) {
		code(c, &v.PrevIndex)
		code(c, &v.Last)
	}),
	reason(func(c Coder, v *EntryConflicts) {
		code(c, &v.PrevIndex)
		code(c, &v.Want)
		code(c, &v.Have)
		code(c, &v.First)
	}),
	reason(func(Coder, *AsksForPreVotes) {}),
	reason(func(c Coder, v *WouldVote) {
		code(c, &v.Candidate)
		code(c, &v.Term)
	}),
	reason(func(c Coder, v *LeaderAlive) {
		code(c, &v.Leader)
		c.Bool(&v.Own)
	}),
	reason(func(c Coder, v *ChunkTaken) {
		c.Uint64(&v.Received)
		c.Uint64(&v.Size)
	}),
	reason(func(c Coder, v *SnapshotInstalled) { code(c, &v.Index) }),
	reason(func(c Coder, v *HasSnapshot) {
		code(c, &v.Index)
		code(c, &v.Commit)
	}),
	reason(func(c Coder, v *SnapshotMatches) { code(c, &v.Index) }),
}

// codeReason walks over the reason of a promise, so that a message which is
// held back while a server is encoded is explained as if it had not been.
func codeReason(c Coder, r *Reason) {
	if kind, ok := codeKind(c, r, promises); !ok {
		c.Fail("a reason of the unknown kind %d", kind)
		*r = EntriesMatch{}
	}
}
