#!/usr/bin/env bash
# What training the plate models needs, from Debian 12: PyTorch, OpenCV, ONNX and fonts. Not needed to build, test or run the product.
set -euo pipefail

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
  printf 'usage: models/training/plates/setup.sh\n\nInstalls what is missing with apt-get (as root); safe to repeat.\n'
  exit 0
fi
packages=(
  python3-torch python3-numpy python3-opencv python3-onnx python3-pil
  fonts-roadgeek fonts-opendin fonts-national-park fonts-routed-gothic fonts-bebas-neue fonts-osifont fonts-ubuntu-title fonts-dejavu-core
  fonts-dejavu-extra fonts-open-sans fonts-roboto-unhinted fonts-adf-universalis fonts-adf-switzera fonts-adf-gillius fonts-liberation
  fonts-liberation2 fonts-freefont-ttf fonts-lato fonts-jetbrains-mono fonts-firacode fonts-hack fonts-cantarell fonts-noto-core
  fonts-noto-mono fonts-urw-base35 fonts-yanone-kaffeesatz fonts-dosis fonts-play fonts-cabin fonts-karla fonts-clear-sans fonts-tiresias
  fonts-oxygen fonts-b612 fonts-ocr-b fonts-3270 fonts-gemunu-libre fonts-inter fonts-texgyre fonts-ldco fonts-manrope
  fonts-league-spartan fonts-wqy-zenhei fonts-wqy-microhei fonts-noto-cjk
)
missing=()
for package in "${packages[@]}"; do
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true) == installed ]] || missing+=("$package")
done
if ((${#missing[@]})); then
  apt-get update -qq
  apt-get install -y --no-install-recommends "${missing[@]}"
fi
/usr/bin/python3 -c 'import cv2, numpy, onnx, PIL, torch; print("setup: torch", torch.__version__, "opencv", cv2.__version__)'
