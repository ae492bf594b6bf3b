package sim

import (
	"slices"
	"sort"

	"raftarium/core/wire"
)

// item is a place in the queue: what waits in a slot, and when it is due. Of
// two that are due at the same moment the one that was queued first goes first:
// order is the ordinal of the queueing, and in its lower bits the slot.
type item struct {
	at    Time
	order uint64
}

const (
	slotBits = 24
	slotMask = 1<<slotBits - 1
	seqMax   = 1<<(64-slotBits) - 1
)

func newItem(at Time, seq uint64, slot int32) item {
	return item{at: at, order: seq<<slotBits | uint64(slot)}
}

func (a item) slot() int32 { return int32(a.order & slotMask) }

func (a *item) before(b *item) bool { return a.at < b.at || a.at == b.at && a.order < b.order }

func (a item) compare(b item) int {
	switch {
	case a.before(&b):
		return -1
	case b.before(&a):
		return 1
	}
	return 0
}

// row is items in order, the first first.
type row struct {
	items []item
	head  int // what stands before it is gone
}

// rowShift is how far an item may move from the end of a row.
const rowShift = 32

func (r *row) clone() row { return row{items: slices.Clone(r.items[r.head:])} }

// queue is what is due, the first first: the timers in a row of their own, for
// most of them lie behind everything else and would have to be passed by all of
// it. What belongs too far from the end of its row, in a large cluster, goes
// into a heap beside them. The queue holds no pointers, so that a collection of
// garbage passes it by.
type queue struct {
	near row // messages and writes
	far  row // timers
	heap heap
	from source // of the item that first returned last
	seq  uint64 // how many have been queued
}

// source is a part of the queue.
type source uint8

const (
	fromNear source = iota
	fromFar
	fromHeap
)

// push puts what waits in a slot into a row of the queue. It belongs near its end, mostly,
// and is moved to its place from there.
func (q *queue) push(r *row, at Time, slot int32) {
	it := newItem(at, q.seq, slot)
	q.seq++
	n := len(r.items)
	if n-r.head > rowShift && it.before(&r.items[n-1-rowShift]) {
		q.heap.push(it)
		return
	}
	if n == cap(r.items) {
		r.makeRoom()
		n = len(r.items)
	}
	r.items = r.items[:n+1] // which writes no pointer
	items := r.items
	for n > r.head && it.before(&items[n-1]) {
		items[n] = items[n-1]
		n--
	}
	items[n] = it
}

// makeRoom makes room for an item behind the last.
func (r *row) makeRoom() {
	if 2*r.head <= len(r.items) {
		r.items = slices.Grow(r.items, 1)
		return
	}
	r.items = r.items[:copy(r.items, r.items[r.head:])]
	r.head = 0
}

// first returns the first item, or nil if there is none. It is to be used
// before the next push.
func (q *queue) first() (it *item) {
	if q.near.head < len(q.near.items) {
		it, q.from = &q.near.items[q.near.head], fromNear
	}
	if q.far.head < len(q.far.items) {
		if timer := &q.far.items[q.far.head]; it == nil || timer.before(it) {
			it, q.from = timer, fromFar
		}
	}
	if len(q.heap) > 0 && (it == nil || q.heap[0].before(it)) {
		it, q.from = &q.heap[0], fromHeap
	}
	return it
}

// pop removes the item that first returned last, before which nothing must have
// been queued since.
func (q *queue) pop() {
	switch q.from {
	case fromNear:
		q.near.head++
	case fromFar:
		q.far.head++
	case fromHeap:
		q.heap.pop()
	}
}

func (q *queue) clone() queue {
	return queue{near: q.near.clone(), far: q.far.clone(), heap: slices.Clone(q.heap), from: q.from, seq: q.seq}
}

// code walks over the items in order: in which part of the queue they are is
// nothing that shows.
func (q *queue) code(c *wire.Coder) {
	var items []item
	if !c.Decoding() {
		items = slices.Collect(q.all)
		sort.Slice(items, func(i, j int) bool { return items[i].compare(items[j]) < 0 })
	}
	wire.List(c, &items, func(it *item) {
		seq, slot := it.order>>slotBits, it.slot()
		wire.Number(c, &it.at)
		c.Uint64(&seq)
		wire.Number(c, &slot)
		if seq > seqMax || slot < 0 || slot > slotMask {
			c.Fail("slot %d was queued as number %d", slot, seq)
			return
		}
		*it = newItem(it.at, seq, slot)
	})
	if c.Decoding() {
		*q = queue{near: row{items: items}, seq: q.seq}
	}
}

// inOrder reports whether the rows are sorted and the heap is one.
func (q *queue) inOrder() bool {
	for i := 1; i < len(q.heap); i++ {
		if q.heap[i].before(&q.heap[(i-1)/2]) {
			return false
		}
	}
	return slices.IsSortedFunc(q.near.items[q.near.head:], item.compare) && slices.IsSortedFunc(q.far.items[q.far.head:], item.compare)
}

// all calls yield with every item, in no order.
func (q *queue) all(yield func(item) bool) {
	for _, list := range [][]item{q.near.items[q.near.head:], q.far.items[q.far.head:], q.heap} {
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
