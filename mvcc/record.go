package mvcc

// record is one change of one key: 64 bytes, no pointer, written once. After a
// compaction prev and jump may lead to dropped records, which read as none.
type record struct {
	key    Value
	value  Value
	main   int64
	create int64 // main revision of the generation's first put; 0 in a tombstone
	lease  int64

	sub     uint32
	version uint32 // puts in this generation, from 1; 0 marks a tombstone
	prev    uint32 // the key's previous record, 0 if this is its first
	jump    uint32 // an earlier record of the key, see link
	depth   uint32 // 1 + that of prev
	entry   uint32 // of the log, that made the change; 0 if nobody said
}

func (r *record) tombstone() bool { return r.version == 0 }

func (r *record) rev() Revision { return Revision{r.main, int64(r.sub)} }

// link fills depth and jump of a record that follows its prev. Jumps form the
// skew-binary random-access list of Myers, "An applicative random-access
// stack" (1983): two equal strides behind prev merge into one, which makes any
// depth reachable in O(log n) steps with one extra pointer. Over dropped records
// no strides merge; the list starts afresh above them.
func (s *slab) link(r *record) {
	p := s.at(r.prev)
	r.depth = p.depth + 1
	j := s.at(p.jump)
	if p.depth-j.depth == j.depth-s.at(j.jump).depth {
		r.jump = j.jump
	} else {
		r.jump = r.prev
	}
}

// newest returns the newest record of a chain whose main revision is at most
// rev (which must not be negative). If there is none it is 0 or a dropped one,
// either of which reads as none.
func (s *slab) newest(head uint32, rev int64) uint32 {
	i := head
	for {
		r := s.at(i)
		if r.main <= rev {
			return i
		}
		if s.at(r.jump).main > rev {
			i = r.jump
		} else {
			i = r.prev
		}
	}
}
