package narrate

import (
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// tell finds the sentence for an event. Whatever is in the event, it finds one.
func tell(t *Story, e *sim.Event) {
	if told := tellTeller(t, e); told {
		return
	}
	switch e.Kind {
	case sim.KindSent:
		tellSent(t, e)
	case sim.KindReceived:
		tellReceived(t, e)
	case sim.KindLost:
		tellLost(t, e)
	case sim.KindTimer:
		tellTimer(t, e)
	case sim.KindWrite:
		tellWrite(t, e)
	case sim.KindDurable:
		tellDurable(t, e)
	case sim.KindCrashed:
		if _, stopped := e.Detail.(sim.Stopped); stopped {
			t.say("stopped")
			return
		}
		t.say("crashed")
	case sim.KindRestarted:
		tellRestarted(t, e)
	case sim.KindPaused:
		t.say("paused")
	case sim.KindResumed:
		t.say("resumed")
	case sim.KindCut:
		t.say("cut")
	case sim.KindJoined:
		t.say("joined")
	case sim.KindRefused:
		t.say("refused")
	case sim.KindInput:
		if e.Node == sim.Nobody {
			t.say("input.world")
			return
		}
		t.say("input")
	default:
		tellNote(t, e)
	}
}

// tellTeller lets the detail of an event tell itself. What it fills in lives on
// the heap, which the others are spared.
func tellTeller(t *Story, e *sim.Event) bool {
	teller, ok := e.Detail.(Teller)
	if !ok {
		return false
	}
	own := new(Story)
	teller.Tell(own)
	if own.sentence == nil {
		return false
	}
	if id := own.sentence.id; id == "act.line" || id == "terminal.command" {
		verb := new(Story)
		if own.count > 0 && tellUser(verb, own.args[0].text) {
			own = verb
		}
	}
	*t = *own
	return true
}

// tellRestarted tells a start. One at the world's first moment is no news.
func tellRestarted(t *Story, e *sim.Event) {
	_, first := e.Detail.(sim.First)
	switch {
	case e.Node.IsClient():
		t.say("opened")
	case e.Time == 0:
		t.say("started")
	case first:
		t.say("started-first")
	default:
		t.say("restarted")
	}
}

func tellTimer(t *Story, e *sim.Event) {
	timer, _ := e.Detail.(sim.Timer)
	if e.Node.IsClient() {
		t.say("timer.client")
		return
	}
	switch member.Timer(timer) {
	case member.ElectionTimer:
		t.say("timer.election")
	case member.HeartbeatTimer:
		t.say("timer.heartbeat")
	case member.RequestTimer:
		t.say("timer.request")
	case member.SetupTimer:
		t.say("timer.setup")
	case member.SyncTimer:
		t.say("timer.sync")
	case member.QuitTimer:
		t.say("timer.quit")
	case member.ReadTimer:
		t.say("timer.read")
	case member.LeaseTimer:
		t.say("timer.lease")
	case member.LeaseAskTimer:
		t.say("timer.lease-ask")
	case member.ProgressTimer:
		t.say("timer.progress")
	case member.LeaderTimer:
		t.say("timer.leader")
	case member.CheckpointTimer:
		t.say("timer.checkpoint")
	default:
		t.say("timer.client")
	}
}

func tellWrite(t *Story, e *sim.Event) {
	switch why := e.Why.(type) {
	case raft.KeepSnapshot:
		t.say("write.snapshot")
		t.index("index", why.Index)
	case raft.CompactLog:
		t.say("write.compact")
		t.index("index", why.UpTo)
	case raft.KeepTerm:
		t.say("write.term")
	case raft.KeepEntries:
		t.say("write.entries")
		t.entries("entries", why.From, why.To)
		t.index("count", why.To-why.From+1)
	case raft.ReplaceEntries:
		t.say("write.replaces")
		t.entries("entries", why.From, why.To)
		t.entries("old-entries", why.From, why.OldLast)
	default:
		t.say("write.plain")
	}
}

// tellDurable tells what is on disk now: what the reason of the write says.
func tellDurable(t *Story, e *sim.Event) {
	switch why := e.Why.(type) {
	case raft.KeepTerm:
		t.say("durable.term")
	case raft.KeepEntries:
		t.say("durable.entries")
		t.entries("entries", why.From, why.To)
		t.index("count", why.To-why.From+1)
	case raft.ReplaceEntries:
		t.say("durable.entries")
		t.entries("entries", why.From, why.To)
		t.index("count", why.To-why.From+1)
	default:
		t.say("durable")
	}
}

// tellLost tells of a message that does not arrive. Where nobody can hear it,
// a leader goes on sending: that is routine.
func tellLost(t *Story, e *sim.Event) {
	lost, _ := e.Detail.(sim.Lost)
	switch lost.Reason {
	case sim.LossCut:
		t.say("lost.cut")
	case sim.LossDown:
		t.say("lost.down")
	case sim.LossDropped:
		t.say("lost.dropped")
	default:
		t.say("lost.chance")
	}
	t.phrase("what", phraseFor(lost.Payload))
	if _, repeated := lost.Payload.(raft.AppendEntries); repeated && (lost.Reason == sim.LossCut || lost.Reason == sim.LossDown) {
		t.weight = Routine
	}
}

// phraseFor names a message in a few words.
func phraseFor(payload any) string {
	switch m := payload.(type) {
	case raft.AppendEntries:
		if len(m.Entries) == 0 {
			return "phrase.the-heartbeat"
		}
		return "phrase.the-append"
	case raft.RequestVote:
		return "phrase.the-vote-request"
	case raft.VoteReply:
		if m.Granted {
			return "phrase.the-vote"
		}
		return "phrase.the-vote-refusal"
	case raft.PreVote:
		return "phrase.the-pre-vote"
	case raft.PreVoteReply:
		return "phrase.the-pre-vote-answer"
	case raft.InstallSnapshot:
		return "phrase.the-snapshot"
	case raft.SnapshotReply:
		return "phrase.the-snapshot-answer"
	case raft.TimeoutNow:
		return "phrase.the-timeout-now"
	case raft.AppendAccepted:
		return "phrase.the-acknowledgement"
	case raft.AppendRefused:
		return "phrase.the-refusal"
	case raft.Forward:
		return "phrase.the-proposal"
	case raft.ReadRequest:
		return "phrase.the-read-request"
	case raft.ReadReply:
		return "phrase.the-read-index"
	case member.LeaseAsk:
		return "phrase.the-lease-question"
	case member.LeaseTell:
		return "phrase.the-lease-answer"
	case member.Request:
		return "phrase.the-request"
	case member.Reply:
		return "phrase.the-answer"
	case member.Gone:
		return "phrase.the-removal"
	case member.Cancel:
		return "phrase.the-cancellation"
	}
	return "phrase.the-message"
}
