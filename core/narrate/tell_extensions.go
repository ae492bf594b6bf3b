package narrate

import (
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

func tellPreCandidate(t *Story, n member.BecamePreCandidate, why any) {
	if why, ok := why.(raft.TimerRanOut); ok {
		t.say(early(why, "role.pre-candidate", "role.pre-candidate-early"))
		t.span("timeout", sim.Time(why.Timeout))
	} else {
		t.say("role.pre-candidate-plain")
	}
	t.term("term", n.Term+1)
}

// tellPreVote tells whether and why a server would vote for another.
func tellPreVote(t *Story, m raft.PreVoteReply, why any) {
	switch why := why.(type) {
	case raft.WouldVote:
		t.say("pre-vote.yes")
		t.term("term", why.Term)
		return
	case raft.StaleTerm:
		t.say("pre-vote.stale")
		t.term("theirs", why.Theirs)
		t.term("ours", why.Ours)
		return
	case raft.VotedAlready:
		t.say("pre-vote.voted")
		t.term("term", why.Term)
		t.server("for", why.For)
		return
	case raft.LogBehind:
		t.say("pre-vote.behind")
		t.log("log", why.LastIndex, why.LastTerm)
		t.log("own", why.OwnLast, why.OwnTerm)
		return
	case raft.LeaderAlive:
		tellLeaderAlive(t, why)
		return
	}
	if m.Granted {
		t.say("pre-vote.yes-plain")
		t.term("term", m.Asked+1)
		return
	}
	t.say("pre-vote.no-plain")
}

func tellLeaderAlive(t *Story, why raft.LeaderAlive) {
	if why.Own {
		t.say("vote.leads-itself")
		return
	}
	if why.Leader == raft.None {
		t.say("vote.leader-alive-none")
		return
	}
	t.say("vote.leader-alive")
	t.server("leader", why.Leader)
}

// tellPreVoteCounted tells who would vote for a pre-candidate, and reports
// whether that is what was counted.
func tellPreVoteCounted(t *Story, n member.VoteCounted, why any) bool {
	counted, ok := why.(raft.PreVoteCounted)
	if !ok {
		return false
	}
	if counted.Votes == 1 {
		t.say("pre-vote.counted-own")
	} else {
		t.say("pre-vote.counted")
		t.server("from", n.From)
	}
	t.count64("votes", counted.Votes)
	t.count64("needed", counted.Needed)
	return true
}

func tellTimeoutNow(t *Story, why any) {
	if why, ok := why.(raft.TargetCaughtUp); ok {
		t.say("sent.timeout-now")
		t.index("match", why.Match)
		return
	}
	t.say("sent.timeout-now-plain")
}

// tellDroppedProposal tells why a proposal goes nowhere.
func tellDroppedProposal(t *Story, why any) {
	switch why := why.(type) {
	case raft.ChangeUnderWay:
		t.say("dropped.change-under-way")
		t.index("index", why.Index)
	case raft.TermNotCommitted:
		t.say("dropped.term-not-committed")
		t.term("term", why.Term)
	case raft.LearnerBehind:
		t.say("dropped.learner-behind")
		t.server("learner", why.ID)
		t.index("match", why.Match)
		t.index("commit", why.Commit)
	case raft.NoVoters:
		t.say("dropped.no-voters")
	case raft.TooMuchUncommitted:
		t.say("dropped.uncommitted")
		t.number("bytes", why.Bytes)
		t.number("limit", why.Limit)
	case raft.Transferring:
		t.say("dropped.transferring")
		t.server("target", why.Target)
	default:
		t.say("dropped.proposal")
	}
}

func tellTransferRefused(t *Story, n member.TransferRefused, why any) {
	switch why := why.(type) {
	case raft.NotLeading:
		t.say("transfer.not-leading")
		t.server("leader", why.Leader)
	default:
		t.say("transfer.cannot-lead")
	}
	t.server("target", n.To)
}

// tellReadReply tells why a leader knows that it still leads.
func tellReadReply(t *Story, e *sim.Event) {
	switch why := e.Why.(type) {
	case raft.LeaseHolds:
		t.say("sent.read-reply-lease")
		t.span("rest", sim.Time(why.Until)-e.Time)
	case raft.Unconfirmed:
		t.say("sent.read-reply-unconfirmed")
	default:
		t.say("sent.read-reply")
	}
}

// tellSnapshot tells why a part of a snapshot is sent, §7.
func tellSnapshot(t *Story, m raft.InstallSnapshot, why any) {
	switch why := why.(type) {
	case raft.LogCompacted:
		t.say("sent.snapshot")
		t.index("next", why.Next)
		t.index("first", why.First)
	default:
		t.say("sent.snapshot-part")
		t.number("size", m.Snapshot.Size)
		t.number("sent", m.Offset+m.Length)
	}
	t.index("index", m.Snapshot.Index)
}

func tellSnapshotReply(t *Story, m raft.SnapshotReply, why any) {
	switch why := why.(type) {
	case raft.ChunkTaken:
		t.say("snapshot.part-taken")
		t.number("received", why.Received)
		t.number("size", why.Size)
	case raft.StaleTerm:
		t.say("snapshot.stale")
		t.term("theirs", why.Theirs)
		t.term("ours", why.Ours)
		return
	default:
		t.say("snapshot.part-taken-plain")
	}
	t.index("index", m.Index)
}

// tellSnapshotAccepted tells of an acknowledgement that is about a snapshot,
// and reports whether this one is.
func tellSnapshotAccepted(t *Story, why any) bool {
	switch why := why.(type) {
	case raft.SnapshotInstalled:
		t.say("snapshot.installed")
		t.index("index", why.Index)
	case raft.SnapshotMatches:
		t.say("snapshot.matches")
		t.index("index", why.Index)
	case raft.HasSnapshot:
		t.say("snapshot.late")
		t.index("index", why.Index)
		t.index("commit", why.Commit)
	default:
		return false
	}
	return true
}
