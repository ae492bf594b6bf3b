package web

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

// linkToStore is the link to a moment after a few writes, while the disk of a
// follower is still at the last one.
func linkToStore(tb testing.TB) string {
	tb.Helper()
	l, err := lab.New(lab.Config{Members: 5, Seed: 7})
	require.NoError(tb, err)
	l.Advance(sim.Second)
	require.NoError(tb, l.Do("disk 1 latency=80ms"))
	require.NoError(tb, l.Type("A", "etcdctl put color red; etcdctl put color blue; etcdctl del color; etcdctl put 城市 北京"))
	for i := 0; ; i++ {
		require.Less(tb, i, 20000)
		l.StepEvent()
		m := lab.MemberAt(l.World(), 1)
		if m.KV().Revision() == 4 && len(m.Unsynced()) > 0 {
			return l.Link()
		}
	}
}

// seen is a view as the page shows it at first, computed here.
func (p *page) seen(kind compose.ViewKind) *stage {
	p.tb.Helper()
	s := p.stage()
	s.in.View = kind
	compose.Stage(&s.Scene, s.in)
	return s
}

func TestStoreAndDisksAreSeenInThePage(t *testing.T) {
	t.Parallel()
	p := open(t, desk, linkToStore(t))
	now := p.state().TimeMS
	p.keys("k")
	p.isView("store")
	s := p.seen(compose.StoreView)
	look := sight{t, p.picture(), &theme.Light}
	var put, tombstone *scene.Change
	for i := range s.Store.Changes {
		switch c := &s.Store.Changes[i]; {
		case c.Kind == scene.ChangeTombstone:
			tombstone = c
		case c.Rev == 2:
			put = c
		}
	}
	require.NotNil(t, put)
	require.NotNil(t, tombstone)
	fill, _ := look.theme.Term(put.Term)
	x, y := s.onPage(put.Box.X+4, put.Box.Y+4)
	require.True(t, look.is(fill, x, y), "a change has the colour of its entry's term")
	x, y = s.onPage(tombstone.Box.X+tombstone.Box.W-6, tombstone.Box.Y+tombstone.Box.H/2)
	require.True(t, look.is(look.theme.Paper, x, y), "a tombstone is hollow")
	x, y = s.onPage(s.Store.Now, s.Store.Grid.Y-4)
	require.True(t, look.is(look.theme.Accent, x, y), "the playhead's revision")

	// A click on a change tells of it; keys go on to the next.
	p.clickAt(s.onPage(put.Box.X+4, put.Box.Y+4))
	p.await(`document.querySelector("#tab-key.on") !== null && document.querySelector("#inspector").innerText.includes("red")`)
	p.keys(kb.ArrowRight, chromedp.ModifierShift)
	p.await(`document.querySelector("#inspector .pairs, #inspector dl, #inspector").innerText.includes("blue")`)
	require.Equal(t, now, p.state().TimeMS, "the place is kept")
	first := p.crc(s)
	p.keys("-")
	require.NotEqual(t, first, p.crc(s))
	p.keys("0")
	require.Equal(t, first, p.crc(s))

	p.keys("d")
	p.isView("disk")
	s = p.seen(compose.DiskView)
	look.img = p.picture()
	under := 0
	for i := range s.Disk.Entries {
		e := &s.Disk.Entries[i]
		fill, _ := look.theme.Term(e.Term)
		x, y := s.onPage(e.Box.X, e.Box.Y)
		share := look.share(fill, box{x, y, float64(e.Box.W), float64(e.Box.H)})
		if e.Durable {
			require.Greater(t, share, 0.5, "what is durable is solid")
			continue
		}
		under++
		require.Less(t, share, 0.6, "what is not is hatched")
		require.Greater(t, e.Box.X, s.Disk.Boundary)
	}
	require.Positive(t, under)
	for i := range s.Disk.Records {
		if r := &s.Disk.Records[i]; r.State == scene.RecordWriting {
			p.clickAt(s.onPage(r.Box.X+1, r.Box.Y+1))
		}
	}
	p.await(`document.querySelector("#tab-record.on") !== null`)
	require.Equal(t, now, p.state().TimeMS)

	// v2's tree stands beside v3's keys, and a click tells of a key of it.
	eval[bool](p, `raftarium.speed(10) || raftarium.run("curl -s -XPUT -d value=10.0.0.1 -d ttl=60 http://127.0.0.1:2379/v2/keys/app/host").then(() => raftarium.pause() || true)`)
	p.keys("k")
	p.isView("store")
	s = p.seen(compose.StoreView)
	require.Len(t, s.Store.Tree, 2)
	require.Len(t, s.Store.TreeTimes, 1)
	host := s.Store.Tree[1].Box
	p.clickAt(s.onPage(host.X+40, host.Y+host.H/2))
	p.await(`document.querySelector("#tab-v2.on") !== null && document.querySelector("#inspector").innerText.includes("10.0.0.1")`)

	// Of two branches side by side, a click on the other one's half is a look at that.
	eval[bool](p, fmt.Sprintf(`Promise.resolve(raftarium.seek(%v)).then(() => raftarium.run("crash 2")).then(() => raftarium.pause() || true)`, now))
	p.keys("x")
	compares := `document.querySelector('#views [data-act="compare"]')?.getAttribute("aria-current") === "true"`
	p.await(compares)
	crashed := `raftarium.state().members[1].up`
	require.False(t, eval[bool](p, crashed))
	at := p.where("#stage iframe")
	p.clickAt(at.X+40, at.Y+90) // "as it was" is above
	p.await(crashed)
	p.await(compares)
}
