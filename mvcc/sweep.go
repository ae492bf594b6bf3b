package mvcc

// Marker finds out which bytes of an Arena are still needed, so that the rest
// can be let go. A Value is a number, which is what keeps stores and logs free
// of pointers; so the garbage collector cannot see what it names, and whoever
// owns the arena has to say who still holds Values:
//
//	m := arena.Mark()
//	for each clone that may still be read { m.Store(clone) }
//	for each payload of a log, of a message … { m.Value(payload) }
//	freed := m.Sweep()
//
// What a compaction drops is thus let go at the next sweep, unless a clone from
// before it, a checkpoint of a history for instance, was marked too. Records
// that clones share are looked at once, so that marking a hundred checkpoints of
// one store costs little more than marking one. A sweep costs O(records + blobs):
// an owner that sweeps whenever the arena has doubled pays a constant for each
// blob. Bytes go by slots of 64 KiB: one needed value keeps its whole slot.
//
// Whoever has a walk over all fields, to encode them, need not write another:
// between Mark and Sweep an encoder that names its values to Marking, rather
// than write what they name, finds all that a decoder would need.
//
// Between Mark and Sweep nothing may be added. A Value that was not marked is
// void after Sweep: Bytes panics for it.
type Marker struct {
	arena *Arena
	slots []bool
	seen  map[*record]bool // first records of blocks that have been looked at
}

// Mark begins to find out what is needed.
func (a *Arena) Mark() *Marker {
	a.marker = &Marker{a, make([]bool, len(a.slots)), make(map[*record]bool)}
	return a.marker
}

// Marking returns the Marker that is in use, or nil.
func (a *Arena) Marking() *Marker { return a.marker }

// Value keeps what a value names, which may be a part of a blob.
func (m *Marker) Value(v Value) {
	if v.Len() > 0 {
		m.slots[v.offset()>>slotBits] = true
	}
}

// Store keeps every key and value of a store's history. It must lie in the
// marker's arena.
func (m *Marker) Store(s *Store) {
	s.mustRest("mark")
	for i := range s.records.full {
		recs := s.records.full[i].recs
		if len(recs) == 0 || m.seen[&recs[0]] {
			continue
		}
		m.seen[&recs[0]] = true
		m.records(recs)
	}
	m.records(s.records.tail[:s.records.n&blockMask])
}

func (m *Marker) records(recs []record) {
	for i := range recs {
		m.Value(recs[i].key)
		m.Value(recs[i].value)
	}
}

// Sweep lets go of what was not marked and returns how many bytes of blobs that
// was. The Marker is used up.
func (m *Marker) Sweep() (freed int) {
	a := m.arena
	a.marker = nil
	if len(a.tail) > 0 {
		m.slots[a.next>>slotBits] = true
	}
	for i, needed := range m.slots {
		if !needed {
			a.slots[i] = nil
		}
	}
	var known blobs
	before := a.bytes
	a.bytes = 0
	for v := range a.known.all {
		if a.whole(v) {
			a.bytes += v.Len()
			known.add(hashBytes(a.Bytes(v)), v)
		}
	}
	a.known = known
	return before - a.bytes
}

// whole reports whether a blob can still be read from its first byte to its
// last, and be sliced anywhere.
func (a *Arena) whole(v Value) bool {
	for i := v.offset() >> slotBits; i <= (v.offset()+uint64(v.Len())-1)>>slotBits; i++ {
		if a.slots[i] == nil {
			return false
		}
	}
	return true
}
