import { lazy, type ReactNode, Suspense } from 'react';
import { createHashRouter, Navigate, Outlet, useLocation, useNavigate } from 'react-router';
import { live } from './api/service';
import { HeaderBones, SectionBones } from './components/Bones';
import { useLive } from './hooks/useLive';
import { ContentNotice } from './pages/ContentNotice';
import { CredentialNotice } from './pages/CredentialNotice';
import { RowsNotice } from './pages/RowsNotice';
import { MissingPage } from './pages/MissingPage';
import { OverviewPage } from './pages/overview/OverviewPage';
import { PageFrame } from './pages/PageFrame';
import { RouteError } from './pages/RouteError';
import { isForYou } from './pages/requests/requestWords';

const PartnersPage = lazy(async () => ({ default: (await import('./pages/partners/PartnersPage')).PartnersPage }));
const PartnerPage = lazy(async () => ({ default: (await import('./pages/partner/PartnerPage')).PartnerPage }));
const ImportsPage = lazy(async () => ({ default: (await import('./pages/imports/ImportsPage')).ImportsPage }));
const NewImportPage = lazy(async () => ({ default: (await import('./pages/imports/NewImportPage')).NewImportPage }));
const ImportPage = lazy(async () => ({ default: (await import('./pages/imports/ImportPage')).ImportPage }));
const ProgramPage = lazy(async () => ({ default: (await import('./pages/program/ProgramPage')).ProgramPage }));
const RequestsPage = lazy(async () => ({ default: (await import('./pages/requests/RequestsPage')).RequestsPage }));
const CampaignsPage = lazy(async () => ({ default: (await import('./pages/campaigns/CampaignsPage')).CampaignsPage }));
const CampaignPage = lazy(async () => ({ default: (await import('./pages/campaigns/CampaignPage')).CampaignPage }));
const NewCampaignPage = lazy(async () => ({
  default: (await import('./pages/campaigns/NewCampaignPage')).NewCampaignPage,
}));

const bones: ReactNode = (
  <>
    <HeaderBones />
    <SectionBones lines={8} />
  </>
);

/** A number beside a word may be some seconds old; the pages that show the requests themselves ask more often. */
const COUNT_EVERY = 15_000;

function Frame() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const waiting = useLive(live.requests, COUNT_EVERY).data?.rows.filter(isForYou).length;
  return (
    <PageFrame tab={pathname.split('/')[1]} onChoose={(to) => void navigate(to)} waiting={waiting}>
      <ContentNotice />
      <RowsNotice />
      <CredentialNotice />
      <Suspense fallback={bones}>
        <Outlet />
      </Suspense>
    </PageFrame>
  );
}

/** Every page and its address. The address is behind the `#`, so that the service needs to know none of them. */
export const createRoutes = () =>
  createHashRouter([
    {
      element: <Frame />,
      children: [
        {
          errorElement: <RouteError />,
          children: [
            { index: true, element: <Navigate to="/overview" replace /> },
            { path: 'overview', element: <OverviewPage /> },
            { path: 'partners', element: <PartnersPage /> },
            { path: 'partners/imports', element: <ImportsPage /> },
            { path: 'partners/imports/new', element: <NewImportPage /> },
            { path: 'partners/imports/:importKey', element: <ImportPage /> },
            { path: 'partners/:partnerKey', element: <PartnerPage /> },
            { path: 'requests', element: <RequestsPage /> },
            { path: 'campaigns', element: <CampaignsPage /> },
            { path: 'campaigns/new', element: <NewCampaignPage /> },
            { path: 'campaigns/:campaignKey', element: <CampaignPage /> },
            { path: 'program', element: <ProgramPage /> },
            { path: '*', element: <MissingPage /> },
          ],
        },
      ],
    },
  ]);
