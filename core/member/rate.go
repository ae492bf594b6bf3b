package member

import (
	"slices"

	"raftarium/core/raft"
	"raftarium/core/slab"
	"raftarium/core/wire"
)

// rate measures the appends that went by last, as etcd does
// (etcdserver/api/v2stats/queue.go): how many there are in a second, and how many
// bytes they have, from the first to the last of at most ratedMax.
type rate struct {
	ring   []sample // the last ratedMax, as of when each went by
	oldest int      // where the oldest lies, once the ring is full
	shared bool     // clones can see the ring: it is copied before it is written to
}

// sample is an append that went by.
type sample struct {
	at    raft.Time
	bytes uint32
}

const ratedMax = 200

func (r *rate) add(at raft.Time, bytes uint32) {
	if r.shared {
		r.ring, r.shared = slices.Clone(r.ring), false
	}
	if len(r.ring) < ratedMax {
		r.ring = append(r.ring, sample{at, bytes})
		return
	}
	r.ring[r.oldest] = sample{at, bytes}
	r.oldest = (r.oldest + 1) % ratedMax
}

// inOrder calls yield with the appends, the oldest first.
func (r *rate) inOrder(yield func(sample) bool) {
	for i := range r.ring {
		if !yield(r.ring[(r.oldest+i)%len(r.ring)]) {
			return
		}
	}
}

// rates returns appends and bytes a second. They are forgotten when none has gone
// by for a second. Of a single one there is no rate; etcd answers nothing at all
// then, since JSON has no infinity.
func (r *rate) rates(now raft.Time) (appends, bytes float64) {
	n := len(r.ring)
	if n == 0 {
		return 0, 0
	}
	last := r.ring[(r.oldest+n-1)%n].at
	if now-last > second {
		*r = rate{}
		return 0, 0
	}
	span := float64(last - r.ring[r.oldest].at)
	if span == 0 {
		return 0, 0
	}
	total := uint64(0)
	for _, s := range r.ring {
		total += uint64(s.bytes)
	}
	return float64(n) / span * float64(second), float64(total) / span * float64(second)
}

// clone returns a rate that goes on from here independently.
func (r *rate) clone() rate {
	r.shared = true
	return *r
}

func (r *rate) code(c *wire.Coder) {
	var list []sample
	if !c.Decoding() {
		list = slices.Collect(r.inOrder)
	}
	wire.List(c, &list, func(s *sample) {
		wire.Number(c, &s.at)
		wire.Number(c, &s.bytes)
	})
	if c.Decoding() {
		*r = rate{ring: list[max(0, len(list)-ratedMax):]}
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
