/** The mark: an anchor, and the name. */
export function Mark() {
	return (
		<span class="mark">
			<svg viewBox="0 0 24 24" aria-hidden="true">
				<path d="M10.500 9.700a4 4 0 1 1 3 0V11H18v3h-4.500v6.600c2.700-.5 4.700-2.300 5.400-4.900l-1.700.9V13.500h5v1C21.800 19.800 17.500 24 12 24S2.200 19.800 1.800 14.500v-1h5v3.100l-1.700-.9c.7 2.600 2.700 4.400 5.400 4.900V14H6v-3h4.500z" />
			</svg>
			Ostoja
		</span>
	);
}
