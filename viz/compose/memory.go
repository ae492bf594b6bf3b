package compose

import (
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// Memory is what filling scenes uses again from one frame to the next, so that a
// world that plays leaves no garbage behind. The zero value is ready; it is not safe
// for concurrent use, and what was filled with it last is void when it is used again.
type Memory struct {
	builder builder
	wording wording

	other *Memory     // of the other branch, where two are compared
	scene scene.Scene // that it fills
}

// beside returns a builder, and an empty scene, of the other branch.
func (m *Memory) beside() (*builder, *scene.Scene) {
	if m == nil {
		return m.begin(), &scene.Scene{}
	}
	if m.other == nil {
		m.other = &Memory{}
	}
	m.other.scene.Reset()
	return m.other.begin(), &m.other.scene
}

// begin returns a builder that knows nothing but has the room of the one before.
func (m *Memory) begin() *builder {
	if m == nil {
		m = &Memory{}
	}
	b := &m.builder
	*b = builder{views: b.views[:0], places: b.places[:0], recent: b.recent[:0], counted: b.counted, reigns: b.reigns, busy: b.busy,
		cuts: cutTable{bits: b.cuts.bits[:0]}, table: table{cells: b.table.cells[:0]}, texts: &m.wording, rooms: b.rooms.emptied()}
	return b
}

// rooms are where lists stand that are as long as there are members, or so.
type rooms struct {
	numbers room[float32]
	counts  room[int]
	times   room[sim.Time]
	votes   room[bool]
	chips   room[scene.ClientChip]
	lives   room[life]
	words   room[words]
	ways    room[scene.Way]
}

func (r *rooms) emptied() rooms {
	return rooms{r.numbers.emptied(), r.counts.emptied(), r.times.emptied(), r.votes.emptied(), r.chips.emptied(), r.lives.emptied(), r.words.emptied(), r.ways.emptied()}
}

// room is where several lists of a frame stand.
type room[T any] struct{ all []T }

func (r *room[T]) emptied() room[T] { return room[T]{r.all[:0]} }

// take returns room for n more, zeros.
func (r *room[T]) take(n int) []T {
	if cap(r.all)-len(r.all) < n {
		r.all = make([]T, 0, 2*cap(r.all)+n) // what was taken before stays where it is
	}
	from := len(r.all)
	r.all = r.all[:from+n]
	clear(r.all[from:])
	return r.all[from : from+n : from+n]
}
