//go:build ebiten

// This file is not part of pack: compileShaders puts it into a copy of ebiten
// and runs it there, because only ebiten itself may use its shader compiler.
// It writes what the copy's legacyshader is to hold: all of ebiten's own
// shaders, compiled for WebGL 2.
package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/hajimehoshi/ebiten/v2/internal/builtinshader"
	"github.com/hajimehoshi/ebiten/v2/internal/colormshader"
	"github.com/hajimehoshi/ebiten/v2/internal/legacyshader"
	"github.com/hajimehoshi/ebiten/v2/internal/shaderir/glsl"
)

func main() {
	fmt.Print("package legacyshader\n\n",
		"import \"github.com/hajimehoshi/ebiten/v2/internal/shaderir\"\n\n",
		"var programs = []named{\n")
	write("clear", []byte(builtinshader.ClearShaderSource))
	for f := range builtinshader.Filter(builtinshader.FilterCount) {
		for a := range builtinshader.Address(builtinshader.AddressCount) {
			write(fmt.Sprintf("builtin %c%c", '0'+f, '0'+a), builtinshader.ShaderSource(f, a))
		}
	}
	for f := range colormshader.Filter(colormshader.FilterCount) {
		for a := range colormshader.Address(colormshader.AddressCount) {
			write(fmt.Sprintf("colorm %c%c", '0'+f, '0'+a), colormshader.ShaderSource(f, a))
		}
	}
	fmt.Println("}")
}

// write compiles a shader and writes it as an element of programs.
func write(name string, source []byte) {
	p, unit, err := legacyshader.CompileShader(source)
	if err == nil && unit != legacyshader.Pixels {
		err = fmt.Errorf("it counts in texels, which the copy does not know")
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "compiling ebiten's shader %q: %v\n", name, err)
		os.Exit(1)
	}
	var types strings.Builder
	dwords := 0
	for _, t := range p.Uniforms {
		fmt.Fprintf(&types, "%#v, ", t)
		dwords += t.DwordCount()
	}
	// What is left of ones are the factors.
	factors := make([]uint32, dwords)
	for i := range factors {
		factors[i] = 1
	}
	p.FilterUniformVariables(factors)
	vertex, fragment := glsl.Compile(p, glsl.GLSLVersionES300)
	fmt.Printf("{%q, shaderir.Program{\nUniformNames: %#v,\nUniforms: []shaderir.Type{%s},\nUniformFactors: %#v,\nVertex: %q,\nFragment: %q,\n}},\n",
		name, p.UniformNames, types.String(), factors, vertex, fragment)
}
