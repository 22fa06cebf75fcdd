/** Signs, drawn on a 24 × 24 grid. A sign never stands without a word. */
import type {ComponentChildren} from 'preact';

const drawings = {
	good: (
		<>
			<circle cx="12" cy="12" r="10" />
			<path d="M7.5 12.5l3 3 6-6.5" />
		</>
	),
	none: (
		<>
			<circle cx="12" cy="12" r="10" />
			<path d="M7 12h10" />
		</>
	),
	wait: (
		<>
			<circle cx="12" cy="12" r="10" />
			<path d="M12 6.500v6l4 2.500" />
		</>
	),
	need: <path d="M12 3L22 20.500H2zM12 9.500v5M12 17.700v.1" />,
	question: (
		<>
			<circle cx="12" cy="12" r="10" />
			<path d="M9 9.500a3 3 0 1 1 4 2.800c-.7.3-1 .8-1 1.700M12 17v.1" />
		</>
	),
	notice: <path d="M3 4h18v12.500H10.500L6 21v-4.500H3zM12 7.200v4M12 13.700v.1" />,
	link: <path d="M4 7h16M4 7l4-4M4 7l4 4M20 17H4m16 0l-4-4m4 4l-4 4" />,
	anchor: (
		<>
			<circle cx="12" cy="5" r="2.500" />
			<path d="M12 7.500V21M7 11h10M4 14c0 4 3.500 7 8 7s8-3 8-7" />
		</>
	),
	printer: <path d="M6 9V3h12v6M6 17H3V9h18v8h-3M6 13h12v8H6z" />,
	up: <path d="M5 15l7-7 7 7" />,
	down: <path d="M5 9l7 7 7-7" />,
	left: <path d="M15 5l-7 7 7 7" />,
	right: <path d="M9 5l7 7-7 7" />,
	erase: <path d="M9 5h12v14H9l-6-7zM12 9l5 6M17 9l-5 6" />,
	cash: (
		<>
			<rect x="2" y="6" width="20" height="12" rx="1" />
			<circle cx="12" cy="12" r="3" />
		</>
	),
	card: (
		<>
			<rect x="2" y="5" width="20" height="14" rx="2" />
			<path d="M2 10h20M6 15h4" />
		</>
	),
	voucher: <path d="M3 6h18v4a2 2 0 0 0 0 4v4H3v-4a2 2 0 0 0 0-4zM14 6v12" />,
	transfer: <path d="M2 9l10-6 10 6zM5 9v8M10 9v8M14 9v8M19 9v8M3 17h18M2 21h20" />,
	mixed: (
		<>
			<rect x="2" y="4" width="14" height="9" rx="1" />
			<rect x="8" y="11" width="14" height="9" rx="1" />
		</>
	),
	foreign: (
		<>
			<circle cx="12" cy="12" r="10" />
			<path d="M16.500 8a5.500 5.500 0 1 0 0 8M5.500 10.500h8M5.500 13.500h8" />
		</>
	),
} satisfies Record<string, ComponentChildren>;

export type IconName = keyof typeof drawings;

export function Icon({name}: {readonly name: IconName}) {
	return (
		<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
			{drawings[name]}
		</svg>
	);
}
