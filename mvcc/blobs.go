package mvcc

// blobs finds a blob by the hash of its bytes: an open-addressed table. What is
// looked for is mostly not there, which the marks alone tell, four bytes a
// place. A blob leaves it only with all others, when a table is made anew.
type blobs struct {
	marks  []uint32 // the hash's upper half, 0 where the place is free
	values []Value
	n      int
}

const blobsMin = 64 // places of the smallest table, a power of two

// find returns the first blob with this hash that same accepts, or 0.
func (t *blobs) find(hash uint64, same func(Value) bool) Value {
	if t.n == 0 {
		return 0
	}
	mask := uint32(len(t.marks) - 1)
	m := markOf(hash)
	for i := m & mask; t.marks[i] != 0; i = (i + 1) & mask {
		if t.marks[i] == m && same(t.values[i]) {
			return t.values[i]
		}
	}
	return 0
}

// add notes a blob that is not there.
func (t *blobs) add(hash uint64, v Value) {
	if 2*(t.n+1) > len(t.marks) {
		t.grow()
	}
	t.put(markOf(hash), v)
	t.n++
}

func (t *blobs) put(mark uint32, v Value) {
	mask := uint32(len(t.marks) - 1)
	i := mark & mask
	for t.marks[i] != 0 {
		i = (i + 1) & mask
	}
	t.marks[i], t.values[i] = mark, v
}

// grow doubles the places. A mark says where it belongs in a table of any size,
// so no blob is hashed again.
func (t *blobs) grow() {
	old := *t
	size := max(blobsMin, 2*len(old.marks))
	t.marks, t.values = make([]uint32, size), make([]Value, size)
	for i, m := range old.marks {
		if m != 0 {
			t.put(m, old.values[i])
		}
	}
}

// all calls yield with every blob, in the order of their places.
func (t *blobs) all(yield func(Value) bool) {
	for i, m := range t.marks {
		if m != 0 && !yield(t.values[i]) {
			return
		}
	}
}

// markOf returns what a table remembers of a hash, which is never 0.
func markOf(hash uint64) uint32 { return max(1, uint32(hash>>32)) }
