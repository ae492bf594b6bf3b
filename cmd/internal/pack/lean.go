package main

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// The page is compiled with a copy of ebiten that does the same for it and is
// far smaller: its shaders are compiled when the page is packed, not when it
// begins (shaders.go), and what the page never uses is not there
// (rewrite.go).
const ebitenModule = "github.com/hajimehoshi/ebiten/v2"

// ownSources are what makes the copy: the copy is renewed when they change.
//
//go:embed *.go
var ownSources embed.FS

// lean returns the file to be used instead of go.mod, by which the page is
// compiled with the rewritten copy of ebiten. The copy stays,
// beside the cache.
func (p *packer) lean(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}\n{{.Version}}", ebitenModule).Output()
	if err != nil {
		return "", fmt.Errorf("asking go where ebiten is: %w", err)
	}
	dir, version, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	cache, err := filepath.Abs(p.cache)
	if err != nil {
		return "", err
	}
	recipe, err := recipeSum()
	if err != nil {
		return "", err
	}
	copies := filepath.Join(filepath.Dir(cache), ".ebiten")
	lean := filepath.Join(copies, version+"-"+recipe)
	if _, err := os.Stat(lean); err != nil {
		if err := os.RemoveAll(copies); err != nil {
			return "", err
		}
		if err := writeLean(ctx, dir, lean); err != nil {
			return "", fmt.Errorf("rewriting a copy of ebiten %s: %w", version, err)
		}
	}
	return writeModfile(ctx, lean)
}

// recipeSum tells one way of rewriting from another.
func recipeSum() (string, error) {
	names, err := fs.Glob(ownSources, "*.go")
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		content, err := ownSources.ReadFile(name)
		if err != nil {
			return "", err
		}
		sum.Write(content)
	}
	return hex.EncodeToString(sum.Sum(nil)[:6]), nil
}

// writeModfile puts our go.mod, with the copy in ebiten's place, beside it.
func writeModfile(ctx context.Context, lean string) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("asking go for our go.mod: %w", err)
	}
	ours := strings.TrimSuffix(strings.TrimSpace(string(out)), "mod")
	for _, ending := range []string{"mod", "sum"} {
		content, err := os.ReadFile(ours + ending)
		if err != nil {
			return "", err
		}
		if ending == "mod" {
			content = fmt.Appendf(content, "\nreplace %s => %s\n", ebitenModule, lean)
		}
		if err := os.WriteFile(lean+"."+ending, content, 0o644); err != nil {
			return "", err
		}
	}
	return lean + ".mod", nil
}

// writeLean makes the copy, and puts it into its place when it is whole.
func writeLean(ctx context.Context, from, to string) error {
	half := to + ".half"
	if err := os.RemoveAll(half); err != nil {
		return err
	}
	if err := os.MkdirAll(half, 0o755); err != nil {
		return err
	}
	if err := copySources(from, half); err != nil {
		return err
	}
	programs, err := compileShaders(ctx, half)
	if err != nil {
		return err
	}
	for _, c := range changes(programs) {
		if err := c.to(half); err != nil {
			return err
		}
	}
	return os.Rename(half, to)
}

// copySources copies a module without its examples and tests.
func copySources(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		switch {
		case entry.IsDir() && (name == "examples" || entry.Name() == "testdata"):
			return fs.SkipDir
		case entry.IsDir():
			return os.MkdirAll(filepath.Join(to, name), 0o755)
		case strings.HasSuffix(name, "_test.go"):
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, name), content, 0o644)
	})
}
