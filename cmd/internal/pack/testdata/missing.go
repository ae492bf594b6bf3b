// Command missing asks the copy for a shader that nobody has compiled.
package main

import (
	"fmt"

	"github.com/hajimehoshi/ebiten/v2/internal/legacyshader"
)

func main() {
	_, _, err := legacyshader.CompileShader([]byte("somebody's own"))
	fmt.Print(err)
}
