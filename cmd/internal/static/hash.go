package static

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"sync"
	"time"
)

// VersionLength is how many hexadecimal digits of a file's SHA-256 name its
// version in ?v=, at least.
const VersionLength = 16

// hashes remembers the SHA-256 of files, in hexadecimal, for as long as their
// size and modification time stay the same.
type hashes struct {
	files fs.FS
	mu    sync.Mutex
	known map[string]hashed
}

type hashed struct {
	size     int64
	modified time.Time
	sum      string
}

// of returns the hash of the file of that name.
func (h *hashes) of(name string) (string, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	file, err := h.files.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return "", err
	}
	if k, ok := h.known[name]; ok && k.size == info.Size() && k.modified.Equal(info.ModTime()) {
		return k.sum, nil
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", err
	}
	if h.known == nil {
		h.known = map[string]hashed{}
	}
	known := hashed{info.Size(), info.ModTime(), hex.EncodeToString(sum.Sum(nil))}
	h.known[name] = known
	return known.sum, nil
}
