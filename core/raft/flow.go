package raft

// ProgressState says how a leader sends to a server, as etcd has it
// (go.etcd.io/raft, package tracker).
type ProgressState uint8

const (
	// StateProbe: it is not known whether the logs meet before Next. One message
	// at a time is tried until they do, after a refusal and with each heartbeat.
	StateProbe ProgressState = iota
	// StateReplicate: the logs meet. Next moves on with each message that is
	// sent, so that new entries do not wait for the answers to older ones, as
	// far as the window lets them.
	StateReplicate
	// StateSnapshot: the log lacks what comes next, and a snapshot is on its
	// way, a part at a time (§7).
	StateSnapshot
)

var progressNames = [...]string{StateProbe: "probe", StateReplicate: "replicate", StateSnapshot: "snapshot"}

// String returns the state as etcd calls it.
func (p ProgressState) String() string { return progressNames[p] }

// What Options that are 0 mean.
const (
	messageEntries   = 64
	messageBytes     = 1 << 20
	inflightMessages = 16
	inflightBytes    = 4 << 20
	uncommittedBytes = 16 << 20
)

// orElse returns an option, or what it means if it is 0.
func orElse(option, usual uint64) uint64 {
	if option == 0 {
		return usual
	}
	return option
}

// inflight is what has been sent to a follower in StateReplicate and has no
// answer: a window, since "the leader retries AppendEntries RPCs indefinitely"
// (§5.3) and would have a slow follower, or a link that loses everything, hold
// any number of messages. Messages without entries do not count.
type inflight struct {
	sent  []sentEntries // oldest first
	bytes uint64        // in all of them
}

// sentEntries is a message with the entries up to Last.
type sentEntries struct {
	last  Index
	bytes uint64
}

func (w *inflight) clone() inflight {
	return inflight{sent: append([]sentEntries(nil), w.sent...), bytes: w.bytes}
}

func (w *inflight) reset() { w.sent, w.bytes = w.sent[:0], 0 }

func (w *inflight) add(last Index, bytes uint64) {
	w.sent = append(w.sent, sentEntries{last, bytes})
	w.bytes += bytes
}

// arrived forgets the messages whose entries a follower has.
func (w *inflight) arrived(match Index) {
	n := 0
	for ; n < len(w.sent) && w.sent[n].last <= match; n++ {
		w.bytes -= w.sent[n].bytes
	}
	if n > 0 {
		w.sent = w.sent[:copy(w.sent, w.sent[n:])]
	}
}

// full reports whether no more entries may be sent to a follower before it
// answers. The limit on bytes lets one message of any size through.
func (s *Server) full(p *Progress) bool {
	return uint64(len(p.inflight.sent)) >= orElse(s.options.InflightMessages, inflightMessages) ||
		p.inflight.bytes >= orElse(s.options.InflightBytes, inflightBytes)
}

// probe has a leader find out where the logs meet. What is on its way may have
// been lost, and what of it arrives is answered all the same.
func (p *Progress) probe(next Index) {
	p.State, p.Next, p.Snapshot, p.Offset = StateProbe, next, Snapshot{}, 0
	p.told = min(p.told, p.Match)
	p.inflight.reset()
}

// replicate has a leader send without waiting for answers, from after what the
// follower has.
func (p *Progress) replicate() {
	p.State, p.Next, p.Snapshot, p.Offset = StateReplicate, p.Match+1, Snapshot{}, 0
	p.inflight.reset()
}

// sendNew sends a follower the entries that it lacks, as many messages as the
// window takes, if it is known where the logs meet.
func (s *Server) sendNew(p *Progress, why Reason, out Effects) {
	for p.State == StateReplicate && p.Next <= s.log.last && !s.full(p) {
		s.sendAppend(p, why, out)
	}
}

// tellCommit tells a follower at once what it has and does not know to be
// committed, if nothing that was sent tells it: it was probed when that was
// committed, or its window was full (go.etcd.io/raft, Progress.CanBumpCommit).
func (s *Server) tellCommit(p *Progress, out Effects) {
	if p.State == StateReplicate && p.told < min(s.commit, p.Next-1) {
		s.sendAppend(p, CommitNews{}, out)
	}
}

// upTo returns the last index that fits into a message that begins at from,
// and how many bytes the payloads up to there have. One entry always fits.
func (s *Server) upTo(from Index) (last Index, bytes uint64) {
	end := min(s.log.last, from+Index(orElse(s.options.MessageEntries, messageEntries))-1)
	limit := orElse(s.options.MessageBytes, messageBytes)
	for last = from - 1; last < end; last++ {
		size := uint64(s.log.size(last + 1))
		if bytes+size > limit && last >= from {
			break
		}
		bytes += size
	}
	return last, bytes
}

// Uncommitted returns how many bytes of payloads a leader has taken and not
// committed, or 0 on others.
func (s *Server) Uncommitted() uint64 { return s.uncommitted }

// countUncommitted begins the count, when a leader is elected or decoded.
func (s *Server) countUncommitted() {
	s.uncommitted = 0
	for i := max(s.commit, s.log.before) + 1; s.role == Leader && i <= s.log.last; i++ {
		s.uncommitted += uint64(s.log.size(i))
	}
}

// uncommittedFull says why a leader takes no more, or nil: as long as it hears
// no quorum it commits nothing, and its log would grow without bounds. What is
// empty is always taken, and so is anything when all is committed
// (go.etcd.io/raft, Config.MaxUncommittedEntriesSize).
func (s *Server) uncommittedFull(size uint32) Reason {
	limit := orElse(s.options.UncommittedBytes, uncommittedBytes)
	if size == 0 || s.uncommitted == 0 || s.uncommitted+uint64(size) <= limit {
		return nil
	}
	return TooMuchUncommitted{Bytes: s.uncommitted, Limit: limit}
}
