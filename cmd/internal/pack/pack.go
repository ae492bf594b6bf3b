package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"raftarium/cmd/internal/passages"
)

// packer is one build of the page.
type packer struct {
	web     string // folder of the sources
	program string // package that becomes raftarium.wasm
	out     string // folder of the page, replaced as a whole
	cache   string // folder of compressed files by content
	quick   bool   // compress badly and at once
}

// file is one file of the page, by its path with slashes.
type file struct {
	path    string
	content []byte
}

// packed is a file with its compressed forms.
type packed struct {
	file
	forms
}

const (
	wasmName = "raftarium.wasm"
	codeName = "code.json" // the text of core/raft, for the panel that shows it
)

// pack builds the page and returns what it weighs; quickly packed it is not
// weighed. After an error the page of before is still there.
func (p *packer) pack(ctx context.Context) (sizes, error) {
	wasm, err := p.compile(ctx)
	if err != nil {
		return nil, err
	}
	table, at := takeNames(wasm)
	glue, err := wasmExec(ctx)
	if err != nil {
		return nil, err
	}
	press := newPress(p.cache, p.quick)
	packedWasm, err := press.forms(wasmName, wasm)
	if err != nil {
		return nil, err
	}
	sources, err := collect(p.web)
	if err != nil {
		return nil, err
	}
	sources, worker := takeWorker(sources)
	texts := placeholders(wasm, packedWasm.gzip)
	if err := fill(sources, texts); err != nil {
		return nil, fmt.Errorf("in %s: %w", p.web, err)
	}
	code, err := passages.JSON()
	if err != nil {
		return nil, err
	}
	names, err := namesJSON(wasmName+versionOf(wasm), table, at)
	if err != nil {
		return nil, err
	}
	page := []packed{{file{wasmName, wasm}, packedWasm}}
	files := append(sources, file{"wasm_exec.js", glue}, file{codeName, code}, file{namesName, names})
	texts["page"] = pageJSON(texts["wasm"], files)
	if err := fill(worker, texts); err != nil {
		return nil, fmt.Errorf("in %s: %w", p.web, err)
	}
	for _, f := range append(files, worker...) {
		forms, err := press.forms(f.path, f.content)
		if err != nil {
			return nil, err
		}
		page = append(page, packed{f, forms})
	}
	if err := press.tidy(); err != nil {
		return nil, err
	}
	if err := replace(p.out, page); err != nil {
		return nil, fmt.Errorf("leaving the page in %s: %w", p.out, err)
	}
	return weigh(page), nil
}

// replace puts page in the place of what is in the folder out. A server that
// runs meanwhile never sees a mixture of both.
func replace(out string, page []packed) error {
	if _, err := os.Stat(out); err == nil {
		if _, err := os.Stat(filepath.Join(out, wasmName)); err != nil {
			return fmt.Errorf("it holds something else (no %s): pack replaces only what it made", wasmName)
		}
	}
	fresh, aside := filepath.Clean(out)+".new", filepath.Clean(out)+".old"
	for _, left := range []string{fresh, aside} {
		if err := os.RemoveAll(left); err != nil {
			return err
		}
	}
	for _, f := range page {
		if err := f.write(fresh); err != nil {
			return err
		}
	}
	if err := os.Rename(out, aside); err != nil && !os.IsNotExist(err) {
		return err
	}
	if err := os.Rename(fresh, out); err != nil {
		return err
	}
	return os.RemoveAll(aside)
}

// write leaves the file in dir, and its compressed forms beside it.
func (f packed) write(dir string) error {
	path := filepath.Join(dir, filepath.FromSlash(f.path))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(path, f.content, 0o644); err != nil {
		return err
	}
	for suffix, content := range map[string][]byte{".gz": f.gzip, ".br": f.brotli} {
		if content == nil {
			continue
		}
		if err := os.WriteFile(path+suffix, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
