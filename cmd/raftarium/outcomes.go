package main

import (
	"context"
	"iter"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"raftarium/core/sweep"
)

// sweepGC lets the heap grow to several times what is in use before garbage is
// collected: worlds are small, and die young.
const sweepGC = 400

// outcomes plays the worlds of all seeds on all cores, and yields what became
// of them in the order of the seeds, until ctx is done.
func outcomes(ctx context.Context, which seeds, o sweep.Options) iter.Seq[sweep.Outcome] {
	return func(yield func(sweep.Outcome) bool) {
		defer debug.SetGCPercent(debug.SetGCPercent(sweepGC))
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		done := play(ctx, which, o)
		early := map[uint64]sweep.Outcome{} // played before a lower seed was
		next := which.first
		for outcome := range done {
			early[outcome.Seed] = outcome
			for {
				outcome, ok := early[next]
				if !ok {
					break
				}
				delete(early, next)
				if next++; !yield(outcome) {
					stop()
					for range done { // lets the workers end
					}
					return
				}
			}
		}
	}
}

// play starts the workers, each of which owns one world at a time.
func play(ctx context.Context, which seeds, o sweep.Options) <-chan sweep.Outcome {
	done := make(chan sweep.Outcome, 64)
	var taken atomic.Uint64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for ctx.Err() == nil {
				i := taken.Add(1) - 1
				if i > which.last-which.first {
					return
				}
				done <- sweep.Run(which.first+i, o)
			}
		})
	}
	go func() {
		workers.Wait()
		close(done)
	}()
	return done
}
