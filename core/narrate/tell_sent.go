package narrate

import (
	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

func tellSent(t *Story, e *sim.Event) {
	switch m := e.Detail.(type) {
	case raft.AppendEntries:
		tellAppend(t, m, e.Why)
	case raft.InstallSnapshot:
		tellSnapshot(t, m, e.Why)
	case raft.SnapshotReply:
		tellSnapshotReply(t, m, e.Why)
	case raft.AppendAccepted:
		if told := tellSnapshotAccepted(t, e.Why); told {
			return
		}
		if m.Match == 0 {
			t.say("append.accepted-none")
			return
		}
		t.say("append.accepted")
		t.index("match", m.Match)
	case raft.AppendRefused:
		tellAppendRefused(t, m, e.Why)
	case raft.RequestVote:
		if m.Transfer {
			t.say("sent.vote-request-transfer")
		} else {
			t.say("sent.vote-request")
		}
		t.term("term", m.Term)
		t.log("log", m.LastIndex, m.LastTerm)
	case raft.VoteReply:
		tellVote(t, m, e.Why)
	case raft.TimeoutNow:
		tellTimeoutNow(t, e.Why)
	case raft.PreVote:
		t.say("sent.pre-vote")
		t.term("term", m.Term+1)
		t.log("log", m.LastIndex, m.LastTerm)
	case raft.PreVoteReply:
		tellPreVote(t, m, e.Why)
	case raft.Forward:
		t.say("sent.forward")
		t.proposal("summary", m.Proposal)
	case raft.ReadRequest:
		t.say("sent.read-request")
	case raft.ReadReply:
		tellReadReply(t, e)
		t.index("index", m.Index)
	case member.LeaseAsk:
		t.say(map[bool]string{true: "sent.lease-renew", false: "sent.lease-ask"}[m.Renew])
		t.text("lease", member.LeaseID(m.ID))
	case member.LeaseTell:
		if !m.Found {
			t.say("sent.lease-gone")
			return
		}
		t.say("sent.lease-tell")
		t.count64("n", int(m.Left))
	case member.Request:
		t.say("sent.request")
		t.text("request", describe(m))
	case member.Reply:
		if text := failure(m); text != "" {
			t.say("sent.error")
			t.text("error", text)
			return
		}
		if !tellNews(t, "sent.news", m) {
			t.say("sent.answer")
		}
	case member.Gone:
		t.say("sent.gone")
	case member.Cancel:
		t.say("sent.cancel")
	default:
		t.say("sent.message")
	}
}

// tellNews tells of an answer that tells a watch of changes; of others it says false.
func tellNews(t *Story, id string, m member.Reply) bool {
	told, is := m.API.(api.WatchResponse)
	if !is || len(told.Events) == 0 {
		return false
	}
	t.say(id)
	t.count64("n", len(told.Events))
	t.count64("revision", int(told.Events[len(told.Events)-1].KV.ModRevision))
	return true
}

// tellAppend tells why a leader sends AppendEntries, §5.3.
func tellAppend(t *Story, m raft.AppendEntries, why any) {
	switch why := why.(type) {
	case raft.CommitNews:
		if len(m.Entries) == 0 {
			t.say("sent.commit")
			t.index("commit", m.Commit)
			return
		}
	case raft.ConfirmLeadership:
		t.say("sent.confirm")
		return
	case raft.BackedUp:
		t.say("sent.backed-up")
		t.index("refused", why.Refused)
		t.index("next", why.Next)
		return
	case raft.HeartbeatDue:
		if len(m.Entries) > 0 {
			t.say("sent.repeat")
			t.carried(m)
			return
		}
	}
	switch len(m.Entries) {
	case 0:
		t.say("sent.heartbeat")
	case 1:
		t.say("sent.entry")
		t.only(m)
	default:
		t.say("sent.entries")
		t.carried(m)
	}
}

// carried gives {entries} and {count} what a message brings.
func (t *Story) carried(m raft.AppendEntries) {
	count := raft.Index(len(m.Entries))
	t.entries("entries", m.PrevIndex+1, m.PrevIndex+count)
	t.index("count", count)
}

// only gives {index}, {term} and {summary} the one entry of a message.
func (t *Story) only(m raft.AppendEntries) {
	t.index("index", m.PrevIndex+1)
	t.term("term", m.Entries[0].Term)
	t.entry("summary", m.Entries[0])
}

func (t *Story) proposal(name string, p raft.Propose) {
	t.entry(name, raft.Entry{Kind: p.Kind, Payload: p.Payload, Size: p.Size})
}

func tellAppendRefused(t *Story, m raft.AppendRefused, why any) {
	switch why := why.(type) {
	case raft.StaleTerm:
		t.say("append.refused-stale")
		t.term("theirs", why.Theirs)
		t.term("ours", why.Ours)
	case raft.EntryMissing:
		if why.Last == 0 {
			t.say("append.refused-empty")
			t.index("prev", why.PrevIndex)
			return
		}
		t.say("append.refused-missing")
		t.index("prev", why.PrevIndex)
		t.index("last", why.Last)
	case raft.EntryConflicts:
		t.say("append.refused-conflict")
		t.index("prev", why.PrevIndex)
		t.term("have", why.Have)
		t.term("want", why.Want)
		t.index("first", why.First)
	default:
		t.say("append.refused-plain")
		t.index("prev", m.PrevIndex)
	}
}

// tellVote tells why a server votes or does not, §5.2 and §5.4.1.
func tellVote(t *Story, m raft.VoteReply, why any) {
	switch why := why.(type) {
	case raft.VoteGranted:
		if why.OldTerm < why.Term {
			t.say("vote.granted-new-term")
			t.term("old", why.OldTerm)
		} else {
			t.say("vote.granted")
		}
		t.term("term", why.Term)
		t.log("log", why.LastIndex, why.LastTerm)
		return
	case raft.StaleTerm:
		t.say("vote.refused-stale")
		t.term("theirs", why.Theirs)
		t.term("ours", why.Ours)
		return
	case raft.VotedAlready:
		if why.For != raft.None {
			t.say("vote.refused-voted")
			t.term("term", why.Term)
			t.server("for", why.For)
			return
		}
	case raft.LogBehind:
		t.say("vote.refused-behind")
		t.log("log", why.LastIndex, why.LastTerm)
		t.log("own", why.OwnLast, why.OwnTerm)
		return
	case raft.LeaderAlive:
		tellLeaderAlive(t, why)
		return
	}
	if m.Granted {
		t.say("vote.granted-plain")
		t.term("term", m.Term)
		return
	}
	t.say("vote.refused-plain")
}

// tellGotRefused tells why a follower refuses, as far as its answer says it.
func tellGotRefused(t *Story, m raft.AppendRefused) {
	switch {
	case m.ConflictTerm != 0:
		t.say("got.refused-conflict")
		t.term("have", m.ConflictTerm)
	case m.Last == 0:
		t.say("got.refused-empty")
	case m.Last < m.PrevIndex:
		t.say("got.refused-missing")
		t.index("last", m.Last)
	default:
		t.say("got.refused")
		t.term("term", m.Term)
		return
	}
	t.index("prev", m.PrevIndex)
}

func tellReceived(t *Story, e *sim.Event) {
	switch m := e.Detail.(type) {
	case raft.AppendEntries:
		switch len(m.Entries) {
		case 0:
			t.say("got.heartbeat")
			t.term("term", m.Term)
		case 1:
			t.say("got.entry")
			t.only(m)
		default:
			t.say("got.entries")
			t.carried(m)
		}
	case raft.AppendAccepted:
		if m.Match == 0 {
			t.say("got.accepted-none")
			return
		}
		t.say("got.accepted")
		t.index("match", m.Match)
	case raft.AppendRefused:
		tellGotRefused(t, m)
	case raft.RequestVote:
		t.say("got.vote-request")
		t.term("term", m.Term)
	case raft.VoteReply:
		if m.Granted {
			t.say("got.vote")
		} else {
			t.say("got.vote-refusal")
		}
		t.term("term", m.Term)
	case raft.InstallSnapshot:
		t.say("got.snapshot")
		t.index("index", m.Snapshot.Index)
		t.number("received", m.Offset+m.Length)
		t.number("size", m.Snapshot.Size)
	case raft.SnapshotReply:
		t.say("got.snapshot-reply")
		t.index("index", m.Index)
		t.number("received", m.Received)
	case raft.TimeoutNow:
		t.say("got.timeout-now")
		t.term("term", m.Term+1)
	case raft.PreVote:
		t.say("got.pre-vote")
		t.term("term", m.Term+1)
	case raft.PreVoteReply:
		if m.Granted {
			t.say("got.pre-vote-yes")
		} else {
			t.say("got.pre-vote-no")
		}
		t.term("term", m.Asked+1)
	case raft.Forward:
		t.say("got.forward")
		t.proposal("summary", m.Proposal)
	case raft.ReadRequest:
		t.say("got.read-request")
	case raft.ReadReply:
		t.say("got.read-reply")
		t.index("index", m.Index)
	case member.LeaseAsk:
		t.say("got.lease-ask")
		t.text("lease", member.LeaseID(m.ID))
	case member.LeaseTell:
		t.say("got.lease-tell")
	case member.Request:
		t.say("got.request")
		t.text("request", describe(m))
	case member.Reply:
		if text := failure(m); text != "" {
			t.say("got.error")
			t.text("error", text)
			return
		}
		if !tellNews(t, "got.news", m) {
			t.say("got.answer")
		}
	case member.Gone:
		t.say("got.gone")
	case member.Cancel:
		t.say("got.cancel")
	default:
		t.say("got.message")
	}
}
