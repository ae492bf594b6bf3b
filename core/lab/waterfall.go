package lab

import (
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// LegKind says what a part of a request's time went into.
type LegKind uint8

// The kinds of legs, in the order of the way.
const (
	LegRequest LegKind = iota // from the client to the member that is asked
	LegLeader                 // that member knows no leader, or no read may begin
	LegForward                // from that member to the leader
	LegAppend                 // an entry from the leader to the member that completes the quorum
	LegConfirm                // a heartbeat to the member that confirms the leader, for a read
	LegDisk                   // a disk writes
	LegAck                    // the acknowledgement, back to the leader
	LegQuorum                 // a quorum is not there yet
	LegIndex                  // the index that is safe to read from, back to the member that is asked
	LegLease                  // what the leader says of a lease, back to the member that is asked
	LegNews                   // from the leader to the member that is asked: it is committed
	LegTimer                  // no leader is heard, until an election timer runs out
	LegCanvass                // a request for a vote, to the member whose vote elects
	LegBallot                 // a disk writes a term and a vote
	LegVote                   // that vote, back
	LegRetry                  // the leader is asked once more
	LegApply                  // committed, until it is applied
	LegAnswer                 // from the member that is asked to the client
	LegWait                   // anything else
	legKinds
)

// Leg is a part of a request's time: each begins where the one before it ends.
type Leg struct {
	Kind     LegKind
	From, To sim.Time
	// Node is where the time went: the sender of a message, the owner of a disk.
	// Peer is a message's receiver.
	Node, Peer sim.Node
	Begun      sim.EventID // the event at From
	Ended      sim.EventID // the event at To; 0: the leg goes on
}

// Copy is how one member came by the request's entry. A moment of 0 has not
// come.
type Copy struct {
	Node    sim.Node
	Stored  sim.Time // the entry is on its disk
	Told    sim.Time // the leader knows
	Counted bool     // it is of the quorum that committed the entry
}

// Told is a client that watched, and was told what the request has changed.
type Told struct {
	Client, Server sim.Node
	Sent, Heard    sim.Time // Heard is 0 while it is on its way
}

// Waterfall is where the time of a request went, from its leaving until its
// answer, its failure or now. The legs add up to the whole: they are the one way on
// which each event waited for the one before it. What happened beside it, and
// was not waited for, is in Copies.
type Waterfall struct {
	shell.Journey
	Client    sim.Node
	Key       string       // the one that the request would change; "": none, or several
	V2        bool         // of the store of v2
	Way       member.Way   // as far as it has to go; once it is answered, at least as far as it went
	Arrived   bool         // at the member that is asked
	Passed    bool         // that member has passed it on to the leader
	Reached   bool         // the leader, to whom it was passed on
	Confirmed bool         // what the answer needs is there: it is given
	Leader    sim.Node     // who took it into its log; Nobody: nobody yet, or it needs no entry
	Index     raft.Index   // of its entry, 0: none yet, or it needs none
	Payload   raft.Payload // of its entry
	Revision  int64        // of the store, or v2's index, after it; 0: not known
	Until     sim.Time     // the answer's arrival, or when it was known that none comes, or now
	Legs      []Leg
	Copies    []Copy // in the order of the members, the leader's among them
	Told      []Told
}

// Whole returns how long the request has taken.
func (f *Waterfall) Whole() sim.Time { return f.Until - f.Sent }

// Waterfall returns where the time of a client's newest request went, and
// whether there is one of which the trace still has all.
func (l *Lab) Waterfall(client sim.Node) (Waterfall, bool) { return waterfallOf(l.world, client) }

func waterfallOf(w *sim.World, client sim.Node) (Waterfall, bool) {
	c, ok := w.Actor(client).(Client)
	if !ok {
		return Waterfall{}, false
	}
	return trackFall(w, client, c.Journey())
}

// WaterfallOfMessage is Waterfall for the request that left with an event, or of
// which an event is the answer.
func (l *Lab) WaterfallOfMessage(id sim.EventID) (Waterfall, bool) {
	j, client, ok := journeyOf(l.world, id)
	if !ok {
		return Waterfall{}, false
	}
	return trackFall(l.world, client, j)
}

// WaterfallOfEntry is Waterfall for the request that was answered when an entry
// was applied.
func (l *Lab) WaterfallOfEntry(index raft.Index) (Waterfall, bool) {
	id, ok := askedFor(l.world, index)
	if !ok {
		return Waterfall{}, false
	}
	return l.WaterfallOfMessage(id)
}

// trackFall finds where the time of a request went in a world as it is.
func trackFall(w *sim.World, client sim.Node, j shell.Journey) (Waterfall, bool) {
	x := tracker{fall: Waterfall{Client: client}}
	ok := x.extend(w, j)
	return x.fall, ok
}
