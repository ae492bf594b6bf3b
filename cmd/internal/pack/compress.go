package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/andybalholm/brotli"
)

// forms are a file compressed, or nil where that gains nothing.
type forms struct {
	gzip, brotli []byte
}

// press compresses files and keeps the results by content.
type press struct {
	cache string
	quick bool
	used  map[string]bool // names in cache that this build needed
}

func newPress(cache string, quick bool) *press {
	return &press{cache: cache, quick: quick, used: map[string]bool{}}
}

// tooSmall is where headers weigh more than what compression saves, in bytes.
const tooSmall = 512

// forms returns the compressed forms of a file. The program always has its
// gzip: the loader relies on it.
func (p *press) forms(name string, content []byte) (forms, error) {
	switch path.Ext(name) {
	case ".png", ".woff2":
		return forms{}, nil
	}
	if len(content) < tooSmall && name != wasmName {
		return forms{}, nil
	}
	if p.quick {
		zipped, err := compress(content, gzipAt(gzip.BestSpeed))
		return forms{gzip: zipped}, err
	}
	zipped, err := p.kept(content, gzipMethod, gzipAt(gzip.BestCompression))
	if err != nil {
		return forms{}, err
	}
	brotlied, err := p.kept(content, brotliMethod, brotliBest)
	return forms{zipped, brotlied}, err
}

// Endings of names in the cache, after the content's hash.
const (
	gzipMethod   = ".gzip-9"
	brotliMethod = ".brotli-11"
	unfinished   = ".unfinished"
)

// kept returns content compressed, from the cache when it has been before.
func (p *press) kept(content []byte, method string, open opener) ([]byte, error) {
	sum := sha256.Sum256(content)
	name := hex.EncodeToString(sum[:]) + method
	p.used[name] = true
	known, err := os.ReadFile(filepath.Join(p.cache, name))
	if err == nil {
		return known, nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	compressed, err := compress(content, open)
	if err != nil {
		return nil, err
	}
	return compressed, p.keep(name, compressed)
}

// keep writes a cache file at once or not at all: an interrupted build must
// not leave half a file to be found by the next.
func (p *press) keep(name string, content []byte) error {
	if err := os.MkdirAll(p.cache, 0o755); err != nil {
		return err
	}
	path := filepath.Join(p.cache, name)
	if err := os.WriteFile(path+unfinished, content, 0o644); err != nil {
		return err
	}
	return os.Rename(path+unfinished, path)
}

// tidy removes what earlier builds needed and this one did not.
func (p *press) tidy() error {
	if p.quick {
		return nil
	}
	entries, err := os.ReadDir(p.cache)
	if err != nil {
		return fmt.Errorf("tidying the cache: %w", err)
	}
	for _, entry := range entries {
		name := entry.Name()
		ours := strings.HasSuffix(name, gzipMethod) || strings.HasSuffix(name, brotliMethod) || strings.HasSuffix(name, unfinished)
		if ours && !p.used[name] {
			if err := os.Remove(filepath.Join(p.cache, name)); err != nil {
				return fmt.Errorf("tidying the cache: %w", err)
			}
		}
	}
	return nil
}

type opener func(io.Writer) (io.WriteCloser, error)

func gzipAt(level int) opener {
	return func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, level) }
}

// brotliBest uses the largest window that browsers take, 16 MiB.
func brotliBest(w io.Writer) (io.WriteCloser, error) {
	return brotli.NewWriterOptions(w, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24}), nil
}

func compress(content []byte, open opener) ([]byte, error) {
	var compressed bytes.Buffer
	w, err := open(&compressed)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return compressed.Bytes(), nil
}
