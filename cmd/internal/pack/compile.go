package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// compile returns the program as WebAssembly. The path of the sources and the
// state of the repository stay out of it, so that the same sources give the
// same bytes and the cache of compressed files can be found again.
func (p *packer) compile(ctx context.Context) ([]byte, error) {
	dir, err := os.MkdirTemp("", "raftarium-pack-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	binary := filepath.Join(dir, wasmName)
	modfile, err := p.lean(ctx)
	if err != nil {
		return nil, err
	}
	args := []string{"build", "-modfile", modfile, "-buildvcs=false", "-ldflags=-s -w", "-o", binary}
	for _, name := range small {
		args = append(args, "-gcflags="+name+"=-l")
	}
	if !p.quick {
		args = append(args, "-trimpath") // a cache apart from that of go test: not for quick builds
	}
	build := exec.CommandContext(ctx, "go", append(args, p.program)...)
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	if output, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("compiling %s to WebAssembly: %w\n%s", p.program, err, output)
	}
	module, err := os.ReadFile(binary)
	if err != nil {
		return nil, err
	}
	return joinSegments(module)
}

// small are packages in which nothing is inlined: what they do is rare, or is
// little beside what it leads to, so that their size counts for more than their
// speed. Each is worth up to a hundredth of the page. What a step of a world or
// a frame of its picture goes through does not belong here.
var small = []string{
	"raftarium/core/api", "raftarium/core/lesson", "raftarium/core/narrate", "raftarium/core/passage", "raftarium/core/shell", "raftarium/core/v2store",
	"raftarium/viz/panel", "raftarium/viz/viewer",
	"raftarium/mvcc/lease", "raftarium/cmd/page",
	"bufio", "bytes", "compress/...", "context", "encoding/...", "errors", "fmt", "image/...", "internal/fmtsort", "internal/poll", "io", "io/fs", "log/...", "net/...", "os", "path/...", "reflect",
	"regexp/...", "strconv", "strings", "syscall", "time", "unicode/...",
	"github.com/hajimehoshi/ebiten/v2/internal/ui",
}

// wasmExec returns the JavaScript that runs what compile made: it belongs to
// the Go that compiled, and differs from release to release.
func wasmExec(ctx context.Context) ([]byte, error) {
	root, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("asking go for its GOROOT: %w", err)
	}
	content, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return nil, fmt.Errorf("reading Go's own WebAssembly loader: %w", err)
	}
	return content, nil
}
