package live

import (
	"context"
	"errors"
	"sync"
)

// queue is what waits to be sent to one client, in order. Whoever fills it never
// waits for the client.
type queue[T any] struct {
	most int // bytes

	mu     sync.Mutex
	items  []queued[T]
	bytes  int
	closed bool
	news   chan struct{}
}

type queued[T any] struct {
	item  T
	bytes int
}

func newQueue[T any](most int) *queue[T] { return &queue[T]{most: most, news: make(chan struct{}, 1)} }

// errClosed says that a queue is empty and gets nothing more.
var errClosed = errors.New("nothing more comes")

// put appends an item, and reports whether there was room for it. One always fits
// into an empty queue.
func (q *queue[T]) put(item T, bytes int) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed || q.bytes > 0 && q.bytes+bytes > q.most {
		return false
	}
	q.items = append(q.items, queued[T]{item, bytes})
	q.bytes += bytes
	q.wake()
	return true
}

// next takes the first item, and waits for it until ctx ends.
func (q *queue[T]) next(ctx context.Context) (item T, err error) {
	for {
		q.mu.Lock()
		if len(q.items) > 0 {
			first := q.items[0]
			q.items = q.items[1:]
			q.bytes -= first.bytes
			q.mu.Unlock()
			return first.item, nil
		}
		closed := q.closed
		q.mu.Unlock()
		if closed {
			return item, errClosed
		}
		select {
		case <-ctx.Done():
			return item, ctx.Err()
		case <-q.news:
		}
	}
}

// close says that nothing more comes. What waits can still be taken.
func (q *queue[T]) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.wake()
}

func (q *queue[T]) wake() {
	select {
	case q.news <- struct{}{}:
	default:
	}
}
