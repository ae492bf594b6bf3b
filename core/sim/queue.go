package sim

// item is a place in the queue: what waits in a slot, and when it is due. Of
// two that are due at the same moment the one that was queued first goes first.
type item struct {
	at   Time
	seq  uint64
	slot int32
}

func (a *item) before(b *item) bool { return a.at < b.at || a.at == b.at && a.seq < b.seq }

// queue is a binary heap of items. It holds no pointers, so that a collection
// of garbage passes it by.
type queue []item

func (q *queue) push(it item) {
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

// pop removes and returns the first item. The queue must not be empty. The hole
// goes down to a leaf and the last item up from there: it mostly stays low, so
// this compares less than looking for its place on the way down.
func (q *queue) pop() item {
	h := *q
	first, last := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	*q = h
	if len(h) == 0 {
		return first
	}
	i := 0
	for {
		child := 2*i + 1
		if child+1 >= len(h) {
			if child < len(h) {
				h[i] = h[child]
				i = child
			}
			break
		}
		if h[child+1].before(&h[child]) {
			child++
		}
		h[i] = h[child]
		i = child
	}
	for i > 0 {
		parent := (i - 1) / 2
		if !last.before(&h[parent]) {
			break
		}
		h[i] = h[parent]
		i = parent
	}
	h[i] = last
	return first
}
