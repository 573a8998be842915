import { badRequest } from '../../api/index.ts';
import type { FlexiPageModel } from '../metadata/index.ts';

interface Column {
  readonly region: string;
  readonly size: number;
}

const whole = (region: string): Column[] => [{ region, size: 12 }];

/** Regions of the standard page templates in rows, widths in twelfths. */
export const TEMPLATES: Readonly<Record<string, readonly (readonly Column[])[]>> = {
  'flexipage:recordHomeTemplateDesktop': [
    whole('header'),
    [
      { region: 'main', size: 8 },
      { region: 'sidebar', size: 4 }
    ]
  ],
  'flexipage:recordHomeLeftSidebarTemplateDesktop': [
    whole('header'),
    [
      { region: 'sidebar', size: 4 },
      { region: 'main', size: 8 }
    ]
  ],
  'flexipage:recordHomeWithSubheaderTemplateDesktop': [
    whole('header'),
    whole('subheader'),
    [
      { region: 'main', size: 8 },
      { region: 'sidebar', size: 4 }
    ]
  ],
  'flexipage:recordHomeTwoColEqualHeaderTemplateDesktop': [
    whole('header'),
    [
      { region: 'leftcol', size: 6 },
      { region: 'rightcol', size: 6 }
    ]
  ],
  'flexipage:recordHomeThreeColTemplateDesktop': [
    whole('header'),
    [
      { region: 'leftsidebar', size: 3 },
      { region: 'main', size: 6 },
      { region: 'sidebar', size: 3 }
    ]
  ],
  'flexipage:recordHomeSingleColTemplateDesktop': [whole('header'), whole('main')],
  'flexipage:recordHomeSingleColNoHeaderTemplateDesktop': [whole('main')],
  'flexipage:defaultAppHomeTemplate': [whole('main')],
  'flexipage:appHomeTemplateTwoColumns': [
    [
      { region: 'region1', size: 8 },
      { region: 'region2', size: 4 }
    ]
  ],
  'flexipage:appHomeTemplateThreeColumns': [
    [
      { region: 'region1', size: 4 },
      { region: 'region2', size: 4 },
      { region: 'region3', size: 4 }
    ]
  ],
  'flexipage:appHomeTemplateHeaderTwoColumns': [
    whole('region1'),
    [
      { region: 'region2', size: 8 },
      { region: 'region3', size: 4 }
    ]
  ],
  'home:desktopTemplate': [
    [{ region: 'top', size: 12 }],
    [
      { region: 'bottomLeft', size: 8 },
      { region: 'sidebar', size: 4 }
    ]
  ]
};

/** The rows of a page; a region that the template does not know gets a row of its own at the end. */
export function templateRows(model: FlexiPageModel): (readonly Column[])[] {
  const rows = TEMPLATES[model.template];
  if (!rows)
    throw badRequest(
      'NOT_SUPPORTED_BY_LOCAL_ORG',
      `${model.file}: the page template "${model.template}" is not in the local org.`
    );
  const known = new Set(rows.flat().map((column) => column.region));
  const others = model.regions.filter((region) => !region.facet && !known.has(region.name));
  return [...rows, ...others.map((region) => whole(region.name))];
}
