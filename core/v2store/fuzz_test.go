package v2store

import (
	"testing"

	"raftarium/core/wire"
)

func FuzzDecodeStore(f *testing.F) {
	s := New()
	_, _ = s.Set("/1/a/b", false, "v", TTL{Expires: t0}, t0)
	_, _ = s.Delete("/1/a", true, true, t0)
	_, _ = s.Set("/1/c", true, "", TTL{}, t0)
	w := wire.NewEncoder(nil)
	s.Code(w)
	f.Add(w.Encoded())
	f.Fuzz(func(t *testing.T, b []byte) {
		var s Store
		s.Code(wire.NewDecoder(b))
		_ = s.Check()
		_, _ = s.Scan("/1", true, 0)
		_, _ = s.Get("/", true, t0)
		_, _ = s.Set("/1/a/b/c", false, "v", TTL{}, t0)
		s.DeleteExpired(t0, t0)
	})
}
