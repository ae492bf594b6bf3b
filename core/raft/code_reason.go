package raft

// The kinds of reasons that a promise can have, as they are written.
const (
	asksForVotesKind uint64 = iota + 1
	voteGrantedKind
	staleTermKind
	votedAlreadyKind
	logBehindKind
	entriesMatchKind
	entryMissingKind
	entryConflictsKind
	asksForPreVotesKind
	wouldVoteKind
	leaderAliveKind
	chunkTakenKind
	snapshotInstalledKind
	hasSnapshotKind
	snapshotMatchesKind
)

// codeReason walks over the reason of a promise, so that a message which is
// held back while a server is encoded is explained as if it had not been.
func codeReason(c Coder, r *Reason) {
	var kind uint64
	switch (*r).(type) {
	case AsksForVotes:
		kind = asksForVotesKind
	case VoteGranted:
		kind = voteGrantedKind
	case StaleTerm:
		kind = staleTermKind
	case VotedAlready:
		kind = votedAlreadyKind
	case LogBehind:
		kind = logBehindKind
	case EntriesMatch:
		kind = entriesMatchKind
	case EntryMissing:
		kind = entryMissingKind
	case EntryConflicts:
		kind = entryConflictsKind
	case AsksForPreVotes:
		kind = asksForPreVotesKind
	case WouldVote:
		kind = wouldVoteKind
	case LeaderAlive:
		kind = leaderAliveKind
	case ChunkTaken:
		kind = chunkTakenKind
	case SnapshotInstalled:
		kind = snapshotInstalledKind
	case HasSnapshot:
		kind = hasSnapshotKind
	case SnapshotMatches:
		kind = snapshotMatchesKind
	}
	c.Uint64(&kind)
	switch kind {
	case asksForVotesKind:
		codeReasonAs(c, r, func(*AsksForVotes) {})
	case voteGrantedKind:
		codeReasonAs(c, r, func(v *VoteGranted) {
			code(c, &v.Candidate)
			code(c, &v.Term)
			code(c, &v.OldTerm)
			code(c, &v.LastIndex)
			code(c, &v.OwnLast)
			code(c, &v.LastTerm)
			code(c, &v.OwnTerm)
		})
	case staleTermKind:
		codeReasonAs(c, r, func(v *StaleTerm) {
			code(c, &v.Theirs)
			code(c, &v.Ours)
		})
	case votedAlreadyKind:
		codeReasonAs(c, r, func(v *VotedAlready) {
			code(c, &v.For)
			code(c, &v.Term)
		})
	case logBehindKind:
		codeReasonAs(c, r, func(v *LogBehind) {
			code(c, &v.LastIndex)
			code(c, &v.OwnLast)
			code(c, &v.LastTerm)
			code(c, &v.OwnTerm)
		})
	case entriesMatchKind:
		codeReasonAs(c, r, func(*EntriesMatch) {})
	case entryMissingKind:
		codeReasonAs(c, r, func(v *EntryMissing) {
			code(c, &v.PrevIndex)
			code(c, &v.Last)
		})
	case entryConflictsKind:
		codeReasonAs(c, r, func(v *EntryConflicts) {
			code(c, &v.PrevIndex)
			code(c, &v.Want)
			code(c, &v.Have)
			code(c, &v.First)
		})
	case asksForPreVotesKind:
		codeReasonAs(c, r, func(*AsksForPreVotes) {})
	case wouldVoteKind:
		codeReasonAs(c, r, func(v *WouldVote) {
			code(c, &v.Candidate)
			code(c, &v.Term)
		})
	case leaderAliveKind:
		codeReasonAs(c, r, func(v *LeaderAlive) {
			code(c, &v.Leader)
			c.Bool(&v.Own)
		})
	case chunkTakenKind:
		codeReasonAs(c, r, func(v *ChunkTaken) {
			c.Uint64(&v.Received)
			c.Uint64(&v.Size)
		})
	case snapshotInstalledKind:
		codeReasonAs(c, r, func(v *SnapshotInstalled) { code(c, &v.Index) })
	case hasSnapshotKind:
		codeReasonAs(c, r, func(v *HasSnapshot) {
			code(c, &v.Index)
			code(c, &v.Commit)
		})
	case snapshotMatchesKind:
		codeReasonAs(c, r, func(v *SnapshotMatches) { code(c, &v.Index) })
	default:
		c.Fail("a reason of the unknown kind %d", kind)
		*r = EntriesMatch{}
	}
}

// codeReasonAs codes a reason whose kind is known.
func codeReasonAs[R Reason](c Coder, r *Reason, code func(*R)) {
	var body R
	if c.Decoding() {
		code(&body)
		*r = body
		return
	}
	body = (*r).(R)
	code(&body)
}
