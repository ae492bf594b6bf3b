package member

import "raftarium/core/raft"

// Client names who asked, in the host's own way.
type Client uint64

// Timer names one of a member's timers. The first two are Raft's.
type Timer uint8

const (
	ElectionTimer   = Timer(raft.ElectionTimer)
	HeartbeatTimer  = Timer(raft.HeartbeatTimer)
	RequestTimer    = Timer(2)  // a request of a client times out
	SetupTimer      = Timer(3)  // the member's name is not published yet
	SyncTimer       = Timer(4)  // the leader looks for expired v2 keys
	ReadTimer       = Timer(5)  // a read asks again for its index, and a change for its turn
	QuitTimer       = Timer(6)  // a member that was removed stops
	LeaseTimer      = Timer(7)  // the leader looks for leases that have run out
	LeaseAskTimer   = Timer(8)  // the leader is asked again about a lease
	ProgressTimer   = Timer(9)  // quiet watchers hear that they missed nothing
	LeaderTimer     = Timer(10) // streams end that are worth nothing without a leader
	CheckpointTimer = Timer(11) // the leader notes down what leases have left
)

// Host is what a member stands on: wires, a disk, a clock, clients. A
// laboratory has virtual ones.
type Host interface {
	// Send sends a message to another member. It may be lost.
	Send(to raft.ID, m raft.Message, why raft.Reason)
	// SendPeer sends another member what is not Raft's. It may be lost.
	SendPeer(to raft.ID, m PeerMessage)
	// Write gives the disk something to write. Member.Written tells when it is
	// durable; writes become durable in their order.
	Write(w raft.Write, why raft.Reason)
	// SetTimer makes a timer run out at a moment, and not when it was to
	// before. Member.Fire tells when it does.
	SetTimer(t Timer, at raft.Time)
	// StopTimer makes a timer not run out.
	StopTimer(t Timer)
	// Reply answers a client.
	Reply(to Client, r Reply)
	// ActiveFor returns for how long a connection to another member has held, and
	// whether there is one.
	ActiveFor(id raft.ID) (span raft.Time, active bool)
	// Quit stops the member in good order: what it has given the disk is kept.
	Quit()
	// Note tells what happened, for the trace.
	Note(n Note, why raft.Reason)
	// Committed and Applied are Note for what every write brings about on every
	// member.
	Committed(n Committed, why raft.Reason)
	Applied(n Applied)
}
