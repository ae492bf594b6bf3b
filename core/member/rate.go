package member

import (
	"raftarium/core/raft"
	"raftarium/core/slab"
	"raftarium/core/wire"
)

// rate measures the appends that went by last, as etcd does
// (etcdserver/api/v2stats/queue.go): how many there are in a second, and how many
// bytes they have, from the first to the last of at most ratedMax.
type rate struct {
	// seen are the appends in order, of which the last ratedMax count. It only
	// grows, so that clones share it, until it is full and what counts moves on.
	seen  []sample
	first int // where those begin that count
}

// sample is an append that went by.
type sample struct {
	at    raft.Time
	bytes uint32
}

const ratedMax = 200

func (r *rate) add(at raft.Time, bytes uint32) {
	if len(r.seen) == cap(r.seen) && r.first > 0 || r.seen == nil {
		r.seen = append(make([]sample, 0, 2*ratedMax), r.seen[r.first:]...)
		r.first = 0
	}
	r.seen = append(r.seen, sample{at, bytes})
	r.first = max(r.first, len(r.seen)-ratedMax)
}

// rates returns appends and bytes a second. They are forgotten when none has gone
// by for a second. Of a single one there is no rate; etcd answers nothing at all
// then, since JSON has no infinity.
func (r *rate) rates(now raft.Time) (appends, bytes float64) {
	count := r.seen[r.first:]
	if len(count) == 0 {
		return 0, 0
	}
	last := count[len(count)-1].at
	if now-last > second {
		r.first = len(r.seen)
		return 0, 0
	}
	span := float64(last - count[0].at)
	if span == 0 {
		return 0, 0
	}
	total := uint64(0)
	for _, s := range count {
		total += uint64(s.bytes)
	}
	return float64(len(count)) / span * float64(second), float64(total) / span * float64(second)
}

// clone returns a rate that goes on from here independently.
func (r *rate) clone() rate {
	return rate{seen: r.seen[:len(r.seen):len(r.seen)], first: r.first}
}

func (r *rate) code(c *wire.Coder) {
	count := r.seen[r.first:]
	wire.List(c, &count, func(s *sample) {
		wire.Number(c, &s.at)
		wire.Number(c, &s.bytes)
	})
	if c.Decoding() {
		*r = rate{seen: count, first: max(0, len(count)-ratedMax)}
	}
}

// appendBytes is about how long etcd's encoding of an append is (raftpb.Message):
// fields that are there even if they are zero, the IDs of both members, and the
// entries.
func appendBytes(msg raft.Message) uint32 {
	const head, entryHead = 46, 10
	bytes := uint32(head)
	for _, e := range slab.At[raft.AppendEntries](msg).Entries {
		bytes += entryHead + e.Size
	}
	return bytes
}
