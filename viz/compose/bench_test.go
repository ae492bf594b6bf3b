package compose

import (
	"fmt"
	"testing"

	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// crowded returns a lab with about so many messages on their way.
func crowded(b *testing.B, members, messages int) *lab.Lab {
	l := newLab(b, members, 1)
	for i := range 10 {
		write(b, l, fmt.Sprintf("key%d", i))
	}
	if messages == 0 {
		return l
	}
	for from := 1; from <= members; from++ {
		for to := from + 1; to <= min(members, from+12); to++ {
			if err := l.Do(fmt.Sprintf("link %d %d latency=2s", from, to)); err != nil {
				b.Fatal(err)
			}
		}
	}
	for range 1000 {
		count := 0
		for range l.World().Messages {
			count++
		}
		if count >= messages {
			break
		}
		l.Advance(l.Now() + 5*sim.Millisecond)
	}
	return l
}

func BenchmarkStage(b *testing.B) {
	for _, members := range []int{5, 25, 101} {
		for _, messages := range []int{0, 500} {
			b.Run(fmt.Sprintf("%d members, %d messages", members, messages), func(b *testing.B) {
				l := crowded(b, members, messages)
				in := desk(l)
				in.Journey = journeyOf(l, "A")
				var s scene.Scene
				b.ReportAllocs()
				for b.Loop() {
					Stage(&s, in)
				}
				b.ReportMetric(float64(len(s.Messages)), "messages")
			})
		}
	}
}

// BenchmarkStore fills a scene with the store: few keys, and thousands of keys and
// revisions, of which only what is in view may cost.
func BenchmarkStore(b *testing.B) {
	for _, puts := range []int{20, 5000} {
		l := newLab(b, 5, 1)
		keys(b, l, puts)
		for _, pitch := range []float32{0, StorePitchMin} {
			b.Run(fmt.Sprintf("%d revisions, columns of %g", puts, pitch), func(b *testing.B) {
				in := storeOf(l)
				in.StorePitch = pitch
				var s scene.Scene
				b.ReportAllocs()
				for b.Loop() {
					Stage(&s, in)
				}
				b.ReportMetric(float64(len(s.Store.Changes)), "changes")
			})
		}
	}
}

func BenchmarkDisks(b *testing.B) {
	for _, members := range []int{5, 25, 101} {
		b.Run(fmt.Sprintf("%d members", members), func(b *testing.B) {
			l := crowded(b, members, 0)
			in := disksOf(l)
			var s scene.Scene
			b.ReportAllocs()
			for b.Loop() {
				Stage(&s, in)
			}
			b.ReportMetric(float64(len(s.Disk.Entries)), "entries")
		})
	}
}
