package sim

import (
	"slices"

	"raftarium/core/wire"
)

// item is a place in the queue: what waits in a slot, and when it is due. Of
// two that are due at the same moment the one that was queued first goes first.
type item struct {
	at   Time
	seq  uint64
	slot int32
}

func (a *item) before(b *item) bool { return a.at < b.at || a.at == b.at && a.seq < b.seq }

// queue is what is due, the first first. What is queued belongs near the end,
// mostly, behind all but a few timers: it goes into a sorted row, to its place
// from the end. Only where that is too far, in a large cluster, it goes into a
// heap beside the row. The queue holds no pointers, so that a collection of
// garbage passes it by.
type queue struct {
	row  []item
	head int // what stands before it is gone
	heap heap
}

// rowShift is how far an item may move from the end of the row.
const rowShift = 32

func (q *queue) push(it item) {
	n := len(q.row)
	if n-q.head > rowShift && it.before(&q.row[n-1-rowShift]) {
		q.heap.push(it)
		return
	}
	if n == cap(q.row) && q.head >= n/2 {
		n = copy(q.row, q.row[q.head:])
		q.row, q.head = q.row[:n], 0
	}
	row := append(q.row, it)
	for n > q.head && it.before(&row[n-1]) {
		row[n] = row[n-1]
		n--
	}
	row[n] = it
	q.row = row
}

// first returns the first item, or nil if there is none. It is to be used
// before the next push.
func (q *queue) first() *item {
	if q.head == len(q.row) {
		if len(q.heap) == 0 {
			return nil
		}
		return &q.heap[0]
	}
	it := &q.row[q.head]
	if len(q.heap) > 0 && q.heap[0].before(it) {
		return &q.heap[0]
	}
	return it
}

// pop removes the first item, which must be there, and returns its slot.
func (q *queue) pop() int32 {
	it := q.first()
	slot := it.slot
	if len(q.heap) > 0 && it == &q.heap[0] {
		q.heap.pop()
	} else {
		q.head++
	}
	return slot
}

func (q *queue) clone() queue {
	return queue{row: slices.Clone(q.row[q.head:]), heap: slices.Clone(q.heap)}
}

func (q *queue) code(c *wire.Coder) {
	row := q.row[q.head:]
	for _, list := range []*[]item{&row, (*[]item)(&q.heap)} {
		wire.List(c, list, func(it *item) {
			wire.Number(c, &it.at)
			c.Uint64(&it.seq)
			wire.Number(c, &it.slot)
		})
	}
	if c.Decoding() {
		q.row, q.head = row, 0
	}
}

// inOrder reports whether the row is sorted and the heap is one.
func (q *queue) inOrder() bool {
	for i := q.head + 1; i < len(q.row); i++ {
		if q.row[i].before(&q.row[i-1]) {
			return false
		}
	}
	for i := 1; i < len(q.heap); i++ {
		if q.heap[i].before(&q.heap[(i-1)/2]) {
			return false
		}
	}
	return true
}

// all calls yield with every item, in no order.
func (q *queue) all(yield func(item) bool) {
	for _, list := range [][]item{q.row[q.head:], q.heap} {
		for _, it := range list {
			if !yield(it) {
				return
			}
		}
	}
}

// heap is a binary heap of items.
type heap []item

func (q *heap) push(it item) {
	h := append(*q, it)
	i := len(h) - 1
	for i > 0 {
		parent := (i - 1) / 2
		if !it.before(&h[parent]) {
			break
		}
		h[i] = h[parent]
		i = parent
	}
	h[i] = it
	*q = h
}

// pop removes the first item. The heap must not be empty.
func (q *heap) pop() {
	h := *q
	last := h[len(h)-1]
	h = h[:len(h)-1]
	*q = h
	if len(h) == 0 {
		return
	}
	i := 0
	for {
		child := 2*i + 1
		if child >= len(h) {
			break
		}
		if child+1 < len(h) && h[child+1].before(&h[child]) {
			child++
		}
		if !h[child].before(&last) {
			break
		}
		h[i] = h[child]
		i = child
	}
	h[i] = last
}
