package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// ebiten compiles its own shaders from Kage, a language of its own, when the
// program begins: with go/parser, go/constant, math/big, regexp and a compiler
// for four targets, an eighth of the page. And it makes their sources with
// text/template; a program that links that can call any method by its name, so
// that the linker has to keep every exported method of everything. In the copy
// "sources" are names, and the compiler looks up what ebiten's own compiler
// has made of them when the copy was made. We have no shader of our own; one
// that is not in the table is an error that names it, and ends the program
// where ebiten asks for its own.

// compileShaders has ebiten compile its shaders, natively, in an unchanged
// copy, and returns a Go file with the results.
func compileShaders(ctx context.Context, dir string) ([]byte, error) {
	main, err := ownSources.ReadFile("precompile.go")
	if err != nil {
		return nil, err
	}
	main = bytes.TrimPrefix(main, []byte("//go:build ebiten\n"))
	const name = "internal/precompile"
	place := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(place, 0o755); err != nil {
		return nil, err
	}
	defer os.RemoveAll(place)
	if err := os.WriteFile(filepath.Join(place, "main.go"), main, 0o644); err != nil {
		return nil, err
	}
	return runIn(ctx, dir, name)
}

// runIn runs a program inside a copy of ebiten and returns what it prints.
func runIn(ctx context.Context, dir, name string) ([]byte, error) {
	modfile, err := writeModfile(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer os.Remove(modfile)
	defer os.Remove(strings.TrimSuffix(modfile, "mod") + "sum")
	var complaint strings.Builder
	run := exec.CommandContext(ctx, "go", "run", "-modfile", modfile, "-buildvcs=false", ebitenModule+"/"+name)
	run.Env = append(os.Environ(), "GOOS=", "GOARCH=", "CGO_ENABLED=0")
	run.Stderr = &complaint
	out, err := run.Output()
	if err != nil {
		return nil, fmt.Errorf("running %s in it: %w\n%s", name, err, complaint.String())
	}
	return out, nil
}

// shaderChanges replace the compiler by what it has made.
func shaderChanges(programs []byte) []change {
	return []change{
		{"internal/builtinshader/shader.go", steps(without("tmpl", "shaders", "shadersM", "ClearShaderSource"), withBody("ShaderSource", `return fmt.Appendf(nil, "builtin %d%d", filter, address)`), with("const ClearShaderSource = \"clear\"\n"))},
		{"internal/colormshader/shader.go", steps(without("tmpl", "shaders", "shadersM"), withBody("ShaderSource", `return fmt.Appendf(nil, "colorm %d%d", filter, address)`))},
		{"internal/legacyshader/convert.go", removed},
		{"internal/legacyshader/deprecated.go", removed},
		{"internal/legacyshader/legacyshader.go", steps(
			without("ParseCompilerDirectives", "convertToCoreSource", "CalcSourceID"),
			withBody("CompileShader", lookUp), with(namedProgram))},
		{"internal/legacyshader/programs.go", added(programs)},
		{"internal/shaderir/check.go", removed},
		{"internal/shaderir/program.go", insteadOf(program, "Program", "FilterUniformVariables")},
		{"internal/shaderir/type.go", without("descendantLocalVars", "localVariableType", "LocalVariableType")},
		{"internal/graphics/shader.go", removed},
		{"internal/graphicsdriver/opengl/context.go", without("glslVersion")},
		{"internal/graphicsdriver/opengl/shader.go", swapped(compileGLSL, "\tvssrc, fssrc := s.ir.Vertex, s.ir.Fragment\n")},
	}
}

const lookUp = `
	for i := range programs {
		if p := &programs[i]; p.name == string(fragmentSrc) {
			return &p.Program, Pixels, nil
		}
	}
	return nil, 0, fmt.Errorf("legacyshader: the shader %q is not among those that were compiled when the page was packed", fragmentSrc)
`

const namedProgram = `
// named is a shader by the name that stands for its source.
type named struct {
	name string
	shaderir.Program
}
`

const program = `
// Package shaderir holds shaders that are compiled.
package shaderir

// Program is a shader, compiled for WebGL 2.
type Program struct {
	UniformNames   []string
	Uniforms       []Type
	UniformFactors []uint32 // by dword: 1 where the shader reads it, 0 where not
	Vertex         string
	Fragment       string
}

// FilterUniformVariables sets to 0 what the shader does not read, so that more commands can be merged.
func (p *Program) FilterUniformVariables(uniforms []uint32) {
	for i, factor := range p.UniformFactors {
		uniforms[i] *= factor
	}
}
`

const compileGLSL = `	version := s.graphics.context.glslVersion()

	var vssrc, fssrc string
	if vs, fs, ok := shaderprecomp.GLSL(s.ir.SourceID, version == glsl.GLSLVersionES300); ok {
		vssrc, fssrc = string(vs), string(fs)
	} else {
		vssrc, fssrc = glsl.Compile(s.ir, version)
	}
`
