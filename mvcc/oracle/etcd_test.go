package oracle

import (
	"path/filepath"
	"testing"

	"go.etcd.io/etcd/server/v3/lease"
	"go.etcd.io/etcd/server/v3/storage/backend"
	"go.etcd.io/etcd/server/v3/storage/mvcc"

	"go.uber.org/zap"
)

// newBackend returns etcd's store of bytes, which does not sync.
func newBackend(b testing.TB) backend.Backend {
	config := backend.DefaultBackendConfig(zap.NewNop())
	config.Path, config.UnsafeNoFsync = filepath.Join(b.TempDir(), "db"), true
	be := backend.New(config)
	b.Cleanup(func() { _ = be.Close() })
	return be
}

func newTheirStore(b testing.TB) mvcc.KV {
	s := mvcc.NewStore(zap.NewNop(), newBackend(b), &lease.FakeLessor{}, mvcc.StoreConfig{})
	b.Cleanup(func() { _ = s.Close() })
	return s
}
