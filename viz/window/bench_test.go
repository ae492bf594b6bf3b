package window

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/viz/viewer"
)

// BenchmarkWindow is a tick and a frame of the whole window, while it plays
// and while nothing changes.
func BenchmarkWindow(b *testing.B) {
	for _, c := range []struct {
		name    string
		members int
		plays   bool
		view    string
	}{{"5-members-playing", 5, true, "ring"}, {"25-members-playing", 25, true, "ring"}, {"5-members-still", 5, false, "ring"},
		{"9-members-store", 9, true, "store"}, {"9-members-disk", 9, true, "disk"}, {"101-members-store", 101, true, "store"}, {"101-members-disk", 101, true, "disk"}} {
		b.Run(c.name, func(b *testing.B) {
			l, err := lab.New(lab.Config{Seed: 1, Members: c.members})
			require.NoError(b, err)
			s := &script{}
			s.next.X, s.next.Y = 700, 10
			w := New(viewer.New(l), s, System{})
			require.NoError(b, w.viewer.Act("view "+c.view))
			if c.view != "ring" {
				require.NoError(b, l.Type("A", "for i in $(seq 300); do etcdctl put key$((i%20)) $i; done"))
			}
			w.Resize(1440, 900, 1)
			frame := func(elapsed time.Duration) {
				s.next.Elapsed = elapsed
				if err := w.Update(); err != nil {
					b.Fatal(err)
				}
				w.Draw(nil) // all but what the graphics card does
			}
			frame(0)
			for range 400 {
				s.next.Elapsed = 10 * time.Millisecond
				if err := w.Update(); err != nil {
					b.Fatal(err)
				}
			}
			if !c.plays {
				require.NoError(b, w.viewer.Act("pause"))
			}
			frame(0)
			b.ReportAllocs()
			b.ResetTimer()
			for n := 0; b.Loop(); n++ {
				frame(16 * time.Millisecond)
				if n%200 == 199 && c.plays { // stay among the same sights
					b.StopTimer()
					l.Seek(l.Now() - 30_000_000)
					b.StartTimer()
				}
			}
			stats := w.Stats()
			b.ReportMetric(float64(stats.DrawCalls), "draws")
			b.ReportMetric(float64(stats.Triangles), "triangles")
		})
	}
}
