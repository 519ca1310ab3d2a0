/** How a partner of the sample customer behaves, so that each page has something true to show. */
export type Behaviour =
  /** All musts and shoulds met, all of it proven. */
  | 'thorough'
  /** All musts met and proven, a few shoulds not. */
  | 'solid'
  /** All musts met; some proof and a "does not apply" wait for a reviewer. */
  | 'inReview'
  /** A few musts missed. */
  | 'middling'
  /** Many musts missed, hardly any proof. */
  | 'weak'
  | 'started'
  | 'silent'
  /** The mail address does not work any more. */
  | 'bounces'
  /** There is nobody to ask. */
  | 'nobody'
  | 'notAsked';

export interface SamplePartner {
  readonly name: string;
  readonly country: string;
  readonly city: string;
  readonly type: string;
  readonly behaviour: Behaviour;
  readonly contact?: { readonly name: string; readonly email: string; readonly jobTitle: string };
  /** Short name of the guest in the directory that the contact is bound to. */
  readonly guest?: string;
  /** Whether the buyer Luis owns the relation. */
  readonly isLuis?: boolean;
  readonly isSoleSource?: boolean;
  readonly shipmentsPerYear?: number;
  readonly sites?: readonly string[];
  /** It handles no goods, only their papers. */
  readonly isPaperOnly?: boolean;
  /** How many sections are answered by a partner that has only started. */
  readonly sections?: number;
  /** What its contact would like to know, about the first section that is not answered. */
  readonly asks?: string;
  /** Whom its contact would like to answer that section instead. */
  readonly names?: {
    readonly name: string;
    readonly email: string;
    readonly jobTitle: string;
    readonly note: string;
  };
}

const contact = (name: string, email: string, jobTitle: string) => ({ name, email, jobTitle });

/** Twenty-four partners of a food and machinery importer in Toronto. All invented. */
export const samplePartners: readonly SamplePartner[] = [
  {
    name: 'Aceros del Norte S.A. de C.V.',
    country: 'MX',
    city: 'Monterrey',
    type: 'foreignManufacturer',
    behaviour: 'weak',
    guest: 'lupe',
    contact: contact('Guadalupe Hernández', 'lupe@acerosdelnorte.example', 'Plant manager'),
    isLuis: true,
    shipmentsPerYear: 180,
    sites: ['Monterrey plant', 'Saltillo yard'],
  },
  {
    name: 'Nguyen Sea Foods Co., Ltd',
    country: 'VN',
    city: 'Hải Phòng',
    type: 'foreignManufacturer',
    behaviour: 'started',
    guest: 'minh',
    contact: contact('Nguyễn Văn Minh', 'minh@nguyenseafoods.example', 'Export manager'),
    isSoleSource: true,
    sections: 11,
    shipmentsPerYear: 60,
  },
  {
    name: 'NordFrakt AB',
    country: 'SE',
    city: 'Göteborg',
    type: 'freightForwarder',
    behaviour: 'thorough',
    guest: 'sara',
    contact: contact('Sara Lindqvist', 'sara@nordfrakt.example', 'Quality manager'),
    isPaperOnly: true,
    shipmentsPerYear: 95,
  },
  {
    name: 'Harbour Link Terminals Ltd',
    country: 'HK',
    city: 'Kwai Chung',
    type: 'terminalOperator',
    behaviour: 'middling',
    guest: 'wei',
    contact: contact('Chen Wei', 'wei@harbourlink.example', 'Security supervisor'),
    shipmentsPerYear: 240,
  },
  {
    name: 'Transportes Sierra Madre',
    country: 'MX',
    city: 'Nuevo Laredo',
    type: 'mexicanLongHaulCarrier',
    behaviour: 'weak',
    contact: contact('Raúl Treviño', 'raul@sierramadre.example', 'Operations manager'),
    isLuis: true,
    shipmentsPerYear: 400,
  },
  {
    name: 'Maple Ridge Cold Storage Inc.',
    country: 'CA',
    city: 'Mississauga',
    type: 'warehouse',
    behaviour: 'solid',
    contact: contact('Ellen Tremblay', 'ellen@mapleridge.example', 'Site manager'),
    shipmentsPerYear: 900,
    sites: ['Mississauga', 'Brampton'],
  },
  {
    name: 'Lakehead Customs Brokers',
    country: 'CA',
    city: 'Windsor',
    type: 'customsBroker',
    behaviour: 'thorough',
    contact: contact('David Chu', 'david@lakehead.example', 'Licensed broker'),
    isPaperOnly: true,
    shipmentsPerYear: 1400,
  },
  {
    name: 'Great Plains Trucking LLC',
    country: 'US',
    city: 'Fargo',
    type: 'highwayCarrier',
    behaviour: 'solid',
    contact: contact('Tom Berg', 'tom@greatplains.example', 'Safety director'),
    shipmentsPerYear: 620,
  },
  {
    name: 'Shandong Lu Hai Foods',
    country: 'CN',
    city: 'Qingdao',
    type: 'foreignManufacturer',
    behaviour: 'silent',
    contact: contact('Liu Yan', 'liu@luhai.example', 'Sales manager'),
    shipmentsPerYear: 75,
  },
  {
    name: 'Andina Frutas S.A.',
    country: 'PE',
    city: 'Ica',
    type: 'foreignManufacturer',
    behaviour: 'middling',
    contact: contact('Carla Quispe', 'carla@andinafrutas.example', 'Compliance lead'),
    isLuis: true,
    shipmentsPerYear: 110,
  },
  {
    name: 'Kerala Spice Exporters',
    country: 'IN',
    city: 'Kochi',
    type: 'exporter',
    behaviour: 'silent',
    contact: contact('Anil Menon', 'anil@keralaspice.example', 'Partner'),
    shipmentsPerYear: 34,
  },
  {
    name: 'Atlas Maritime Services SARL',
    country: 'MA',
    city: 'Casablanca',
    type: 'seaCarrier',
    behaviour: 'started',
    contact: contact('Salma Idrissi', 'salma@atlasmaritime.example', 'Port captain'),
    sections: 4,
    asks: 'We carry containers that others have sealed, and never open one. Do we answer for their seals as well?',
    shipmentsPerYear: 48,
  },
  {
    name: 'Precision Hydraulics GmbH',
    country: 'DE',
    city: 'Stuttgart',
    type: 'foreignManufacturer',
    behaviour: 'solid',
    contact: contact('Katrin Vogel', 'katrin@precision-hydraulics.example', 'Head of logistics'),
    isSoleSource: true,
    shipmentsPerYear: 52,
  },
  {
    name: 'Bogotá Carga Express',
    country: 'CO',
    city: 'Bogotá',
    type: 'airCarrier',
    behaviour: 'weak',
    contact: contact('Andrés Mejía', 'andres@bogotacarga.example', 'Station manager'),
    shipmentsPerYear: 90,
  },
  {
    name: 'Sunrise Packaging (Pvt) Ltd',
    country: 'PK',
    city: 'Karachi',
    type: 'foreignManufacturer',
    behaviour: 'bounces',
    contact: contact('Imran Siddiqui', 'imran@sunrisepackaging.example', 'Owner'),
    shipmentsPerYear: 25,
  },
  {
    name: 'Mersey Consolidation Ltd',
    country: 'GB',
    city: 'Liverpool',
    type: 'consolidator',
    behaviour: 'inReview',
    contact: contact('Jane Hughes', 'jane@mersey.example', 'Operations director'),
    isPaperOnly: true,
    shipmentsPerYear: 130,
  },
  {
    name: 'Santos Café Cooperativa',
    country: 'BR',
    city: 'Santos',
    type: 'foreignManufacturer',
    behaviour: 'started',
    contact: contact('João Ribeiro', 'joao@santoscafe.example', 'Export coordinator'),
    isLuis: true,
    sections: 7,
    names: {
      name: 'Beatriz Campos',
      email: 'beatriz.campos.santos@gmail.com',
      jobTitle: 'Shipping clerk',
      note: 'Beatriz makes out our shipping papers and knows this better than I do.',
    },
    shipmentsPerYear: 66,
  },
  {
    name: 'Polar Bridge Rail',
    country: 'CA',
    city: 'Winnipeg',
    type: 'railCarrier',
    behaviour: 'silent',
    contact: contact('Nora Singh', 'nora@polarbridge.example', 'Police liaison'),
    shipmentsPerYear: 300,
  },
  {
    name: 'Lagos Inland Depot',
    country: 'NG',
    city: 'Lagos',
    type: 'warehouse',
    behaviour: 'nobody',
    shipmentsPerYear: 18,
  },
  {
    name: 'Istanbul Makine Sanayi A.Ş.',
    country: 'TR',
    city: 'İstanbul',
    type: 'foreignManufacturer',
    behaviour: 'thorough',
    contact: contact('Elif Demir', 'elif@istanbulmakine.example', 'Quality engineer'),
    shipmentsPerYear: 41,
  },
  {
    name: 'BrightGuard Security Services',
    country: 'CA',
    city: 'Toronto',
    type: 'guardFirm',
    behaviour: 'notAsked',
    contact: contact('Paul Nguyen', 'paul@brightguard.example', 'Account manager'),
  },
  {
    name: 'Clean & Clear Facilities',
    country: 'CA',
    city: 'Toronto',
    type: 'cleaningFirm',
    behaviour: 'notAsked',
    contact: contact('Rosa Almeida', 'rosa@cleanclear.example', 'Supervisor'),
  },
  {
    name: 'Tide IT Partners',
    country: 'CA',
    city: 'Ottawa',
    type: 'itProvider',
    behaviour: 'notAsked',
    contact: contact('Marc Roy', 'marc@tideit.example', 'Service manager'),
  },
  {
    name: 'Rocky Mountain Trailer Leasing',
    country: 'US',
    city: 'Denver',
    type: 'equipmentLessor',
    behaviour: 'notAsked',
  },
];
