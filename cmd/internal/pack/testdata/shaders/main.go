// Command shaders prints all of ebiten's own shaders as the driver gets them.
// It runs inside ebiten, beside original.go, and inside the copy, beside
// copy.go.
package main

import (
	"fmt"

	"github.com/hajimehoshi/ebiten/v2/internal/builtinshader"
	"github.com/hajimehoshi/ebiten/v2/internal/colormshader"
	"github.com/hajimehoshi/ebiten/v2/internal/legacyshader"
)

func main() {
	show("clear", []byte(builtinshader.ClearShaderSource))
	for _, f := range []builtinshader.Filter{builtinshader.FilterNearest, builtinshader.FilterLinear, builtinshader.FilterPixelated} {
		for _, a := range []builtinshader.Address{builtinshader.AddressUnsafe, builtinshader.AddressClampToZero, builtinshader.AddressRepeat} {
			show(fmt.Sprintf("filter %d, address %d", f, a), builtinshader.ShaderSource(f, a))
			show(fmt.Sprintf("filter %d, address %d, with colors", f, a), colormshader.ShaderSource(colormshader.Filter(f), colormshader.Address(a)))
		}
	}
}

func show(name string, source []byte) {
	p, unit, err := legacyshader.CompileShader(source)
	if err != nil {
		panic(err)
	}
	fmt.Println("shader:", name, unit == legacyshader.Pixels, p.UniformNames, p.Uniforms)
	dwords := 0
	for _, t := range p.Uniforms {
		dwords += t.DwordCount()
	}
	uniforms := make([]uint32, dwords)
	for i := range uniforms {
		uniforms[i] = uint32(i + 7)
	}
	p.FilterUniformVariables(uniforms)
	fmt.Println(uniforms)
	fmt.Println(texts(p))
}
